/**
 * For React 18 and 19.
 * @module @penchant/react
 */
export type { ListStatus, RerankControls } from 'penchant/list'
export { PenchantProvider, type PenchantProviderProps, usePersonalizer } from './provider.ts'
export { useChoice } from './use-choice.ts'
export { type FeedResult, useFeed } from './use-feed.ts'
export { usePersonalizerStatus } from './use-personalizer-status.ts'
export { type Recommendations, useRecommendations } from './use-recommendations.ts'
export { type Reranked, useRerank } from './use-rerank.ts'
export { useTrack } from './use-track.ts'
