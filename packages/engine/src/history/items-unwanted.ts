import type { StoredInteraction } from '@penchant/protocol'

/** Ids of items that the visitor's last word on was that they are not wanted. */
export function itemsUnwanted(history: readonly StoredInteraction[]): Set<string> {
  const unwanted = new Set<string>()
  for (const { item, event } of history) {
    if (item === undefined) continue
    if (event === 'dislike_item' || event === 'not_interested') unwanted.add(item)
    else if (event === 'like_item' || event === 'purchase' || event === 'add_to_cart') unwanted.delete(item)
  }
  return unwanted
}
