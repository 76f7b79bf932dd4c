import type { Item, RecommendationResponse, RecommendRequest } from '@penchant/protocol'

/** How many items where a request does not say, and names none to be ordered. */
const COUNT = 10

/**
 * The answer when nothing can be recommended: the shop's own list, in the shop's own order, without
 * what stands above in a feed or the request excludes or hides. Nothing was ranked, so every score is 0.
 */
export function shopOrder(request: RecommendRequest, fallback: readonly (string | Item)[]): RecommendationResponse {
  const without = new Set([request.after, request.exclude, request.hide].flat())
  const items = fallback
    .map((entry) => (typeof entry === 'string' ? { id: entry } : entry))
    .filter((item) => !without.has(item.id))
    .slice(0, request.count ?? request.items?.length ?? COUNT)
    .map((item) => ({ item, score: 0, reasons: [] }))
  return { id: 'shop-order', kind: request.kind ?? 'for-you', items, source: 'shop-order', took: 0 }
}
