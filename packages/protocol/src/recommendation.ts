import type { Item } from './item.ts'

/**
 * What kind of list is asked for.
 * - `for-you`: what this visitor is likely to want next.
 * - `similar`: near `seed` in the model's item space.
 * - `bought-together`: co-visited with `seed`.
 * - `popular`: what most visitors want.
 * - `recently-viewed`: this visitor's last items, newest first.
 */
export const RECOMMENDATION_KINDS = ['for-you', 'similar', 'bought-together', 'popular', 'recently-viewed'] as const
export type RecommendationKind = (typeof RECOMMENDATION_KINDS)[number]

export interface RecommendRequest {
  /** Default `for-you`. */
  kind?: RecommendationKind
  /** Item id the list is about; needed by `similar` and `bought-together`. */
  seed?: string
  /** How many, 1 to 100. Default 10. */
  count?: number
  /** Item ids that must not appear. */
  exclude?: string[]
}

/** Why an item is in the list: the interactions that weighed most, shares of 1. */
export interface Reason {
  /** `interaction`: the visitor looked at or bought `item`; `popular`: many visitors want it. */
  kind: 'interaction' | 'co-visitation' | 'history' | 'popular'
  item?: string
  weight: number
}

export interface Recommendation {
  item: Item
  /** Comparable within one response only. */
  score: number
  reasons: Reason[]
}

/** Which part of the engine answered. */
export type RecommendationSource = 'model' | 'co-visitation' | 'popularity' | 'history' | 'shop-order'

export interface RecommendationResponse {
  /** Carried by later events as `recommendation_id`. */
  id: string
  kind: RecommendationKind
  items: Recommendation[]
  source: RecommendationSource
  /** Milliseconds in the engine. */
  took: number
}
