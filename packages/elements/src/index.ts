/**
 * Custom elements. A page with the script tag gets them from `elements.js`.
 * @module @penchant/elements
 */
export { defineElements } from './define-elements.ts'
export { provide } from './page-personalizer.ts'
export { PenchantPreferences } from './preferences.ts'
export { PenchantRecommendations, type RenderItem } from './recommendations.ts'
export { PenchantRerank } from './rerank.ts'
export { setWords, type Words } from './words.ts'
