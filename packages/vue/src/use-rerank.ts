import { idsOf, ownId, type RerankControls, reranked } from 'penchant/list'
import { type ComputedRef, computed, type MaybeRefOrGetter, toValue } from 'vue'
import { type List, useList } from './use-list.ts'

export interface Reranked<T> extends List {
  /** The given items, the visitor's likely choice first; before and without an answer in the shop's order. */
  items: ComputedRef<readonly T[]>
}

/**
 * Puts a list of the shop's into the order that this visitor likely wants. Asks once for each list; once ordered, nothing
 * moves until the items are others. For a visitor nobody knows yet the order stays as it is.
 *
 * @param items ids, or items with an `id`: as they are, a ref or a getter.
 */
export function useRerank<T extends string | { id: string }>(
  items: MaybeRefOrGetter<readonly T[]>,
  idOf?: (item: T) => string,
  controls?: MaybeRefOrGetter<RerankControls>,
): Reranked<T>
/** @param idOf what identifies an item. */
export function useRerank<T>(
  items: MaybeRefOrGetter<readonly T[]>,
  idOf: (item: T) => string,
  controls?: MaybeRefOrGetter<RerankControls>,
): Reranked<T>
export function useRerank<T>(
  items: MaybeRefOrGetter<readonly T[]>,
  idOf: (item: T) => string = ownId,
  controls: MaybeRefOrGetter<RerankControls> = {},
): Reranked<T> {
  const ids = computed(() => idsOf(toValue(items), idOf))
  const list = useList(() => (ids.value[1] ? { ...toValue(controls), kind: 'rerank', items: ids.value } : null))
  return {
    ...list,
    items: computed(() => {
      const own = toValue(items)
      const response = list.response.value
      return response ? reranked(own, idOf, ids.value, response) : own
    }),
  }
}
