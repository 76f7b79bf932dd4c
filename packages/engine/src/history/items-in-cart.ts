import type { StoredInteraction } from '@penchant/protocol'

/** Ids of what was put into the cart and neither taken out nor bought since, oldest first. */
export function itemsInCart(history: readonly StoredInteraction[]): string[] {
  const quantities = new Map<string, number>()
  for (const { item, event, quantity } of history) {
    if (item === undefined) continue
    const before = quantities.get(item) ?? 0
    if (event === 'add_to_cart') quantities.set(item, before + (quantity ?? 1))
    // Who does not say how many takes all of them out.
    else if (event === 'remove_from_cart') quantities.set(item, quantity === undefined ? 0 : before - quantity)
    else if (event === 'purchase') quantities.delete(item)
    else continue
    if ((quantities.get(item) ?? 0) <= 0) quantities.delete(item)
  }
  return [...quantities.keys()]
}
