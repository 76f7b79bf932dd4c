import { PenchantPreferences } from './preferences.ts'
import { PenchantRecommendations } from './recommendations.ts'
import { PenchantRerank } from './rerank.ts'

const ELEMENTS = {
  'penchant-recommendations': PenchantRecommendations,
  'penchant-rerank': PenchantRerank,
  'penchant-preferences': PenchantPreferences,
}

/** Makes the elements known to the page. Does nothing on a server, and nothing the second time. */
export function defineElements(): void {
  if (typeof customElements === 'undefined') return
  for (const [name, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(name)) customElements.define(name, element)
  }
}
