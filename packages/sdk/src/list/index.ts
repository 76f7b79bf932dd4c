export { AT_REST } from '../at-rest.ts'
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
