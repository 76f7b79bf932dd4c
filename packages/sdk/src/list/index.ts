/**
 * What bindings for frameworks are made of: lists and feeds as stores.
 * @module penchant/list
 */
export { AT_REST } from '../at-rest.ts'
export { createFeed, type Feed, type FeedSnapshot, NO_FEED } from './feed.ts'
export { ownOrder } from './own-order.ts'
export {
  createRecommendationList,
  IDLE,
  keyOf,
  type ListSnapshot,
  type ListStatus,
  type RecommendationList,
} from './recommendation-list.ts'
export { idsOf, ownId, type RerankControls, reranked } from './reranked.ts'
