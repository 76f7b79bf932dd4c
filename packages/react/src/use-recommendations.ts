import type { Recommendation, ShopRequest } from 'penchant'
import { keyOf, type ListSnapshot, ownOrder } from 'penchant/list'
import { useMemo } from 'react'
import { useList } from './use-list.ts'

export interface Recommendations extends ListSnapshot {
  /** What the visitor likely wants; before and without an answer the request's `fallback`, in the shop's order. */
  recommendations: readonly Recommendation[]
}

/**
 * Asks for a list of recommendations, and again when the visitor has done something. An answer to an earlier request is
 * never shown. Throws nothing: what is wrong goes to the personalizer's `onError`.
 *
 * @param request null asks nothing, e.g. while the product that it is about is not there yet.
 */
export function useRecommendations(request: ShopRequest | null = {}): Recommendations {
  const snapshot = useList(request)
  const { response } = snapshot
  const fallback = request?.fallback
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal request made anew in each render is the same
  const own = useMemo(() => ownOrder(request), [keyOf(request), keyOf(fallback) || fallback])
  return { ...snapshot, recommendations: response?.items[0] ? response.items : own }
}
