import { idsOf, type ListSnapshot, ownId, type RerankControls, reranked } from 'penchant/list'
import { useMemo } from 'react'
import { useList } from './use-list.ts'

export interface Reranked<T> extends ListSnapshot {
  /** The given items, the visitor's likely choice first; before and without an answer in the shop's order. */
  items: readonly T[]
}

/**
 * Puts a list of the shop's into the order that this visitor likely wants. Asks once for each list; once ordered, nothing
 * moves until the items are others. For a visitor nobody knows yet the order stays as it is.
 *
 * @param items ids, or items with an `id`.
 */
export function useRerank<T extends string | { id: string }>(
  items: readonly T[],
  idOf?: (item: T) => string,
  controls?: RerankControls,
): Reranked<T>
/** @param idOf what identifies an item. */
export function useRerank<T>(items: readonly T[], idOf: (item: T) => string, controls?: RerankControls): Reranked<T>
export function useRerank<T>(
  items: readonly T[],
  idOf: (item: T) => string = ownId,
  controls?: RerankControls,
): Reranked<T> {
  const ids = idsOf(items, idOf)
  const snapshot = useList(ids[1] ? { ...controls, kind: 'rerank', items: ids } : null)
  const { response } = snapshot
  // biome-ignore lint/correctness/useExhaustiveDependencies: ids and their function follow from the items
  const ordered = useMemo(() => (response ? reranked(items, idOf, ids, response) : items), [items, response])
  return { ...snapshot, items: ordered }
}
