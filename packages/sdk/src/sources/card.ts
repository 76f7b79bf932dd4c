import type { ItemFacts } from './item-facts.ts'

/** Attributes by which shops name the item that an element stands for, the plainest first. */
const ATTRIBUTES = ['data-item-id', 'data-product-id', 'data-product-sku', 'data-sku'] as const
const MICRODATA = '[itemscope][itemtype$="schema.org/Product"]'

/** What may be a card; which of them is one, `itemOfCard` says. */
export const CARDS: string = [...ATTRIBUTES.map((name) => `[${name}]`), MICRODATA, 'a[href]'].join(',')

/**
 * Id of the item that an element stands for: by an attribute, by microdata (`sku`, `productID`), or by a link to an
 * address that the page's markup gives an item.
 */
export function itemOfCard(element: Element, facts: ItemFacts): string | undefined {
  for (const name of ATTRIBUTES) {
    const id = element.getAttribute(name)?.trim()
    if (id) return id
  }
  if (element.matches(MICRODATA)) {
    const property = element.querySelector('[itemprop="sku"], [itemprop="productID"]')
    const id = (property?.getAttribute('content') ?? property?.textContent)?.trim()
    if (id) return id
  }
  if (element instanceof HTMLAnchorElement && element.href) return facts.itemAt(element.href)
}

/** Where a card stands, and which recommendation it is, as its surroundings say. */
export function surroundingsOf(element: Element): { list?: string; attribution?: string } {
  const near = (name: string) => element.closest(`[${name}]`)?.getAttribute(name)?.trim() || undefined
  return { list: near('data-item-list-name') ?? near('data-item-list-id'), attribution: near('data-attribution') }
}
