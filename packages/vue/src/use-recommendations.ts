import type { Recommendation, ShopRequest } from 'penchant'
import { ownOrder } from 'penchant/list'
import { type ComputedRef, computed, type MaybeRefOrGetter, toValue } from 'vue'
import { type List, useList } from './use-list.ts'

export interface Recommendations extends List {
  /** What the visitor likely wants; before and without an answer the request's `fallback`, in the shop's order. */
  recommendations: ComputedRef<readonly Recommendation[]>
}

/**
 * Asks for a list of recommendations, and again when the visitor has done something. An answer to an earlier request is
 * never shown. Throws nothing: what is wrong goes to the personalizer's `onError`.
 *
 * @param request as it is, a ref, or a getter such as `() => ({ kind: 'similar', seed: props.id })`. Null asks nothing,
 * e.g. while the product that it is about is not there yet.
 */
export function useRecommendations(request: MaybeRefOrGetter<ShopRequest | null> = {}): Recommendations {
  const list = useList(() => toValue(request))
  return {
    ...list,
    recommendations: computed(() => {
      const items = list.response.value?.items
      return items?.[0] ? items : ownOrder(toValue(request))
    }),
  }
}
