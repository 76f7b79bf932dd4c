import type { Item } from 'penchant'
import { gentleCase } from './gentle-case.ts'

/** Research catalogues name brands and categories by number; a bare "69" says nothing to a shopper. */
function named(kind: string, text: string): string {
  const words = gentleCase(text)
  return /^\d+$/.test(words) ? `${kind} ${words}` : words
}

export function categoryName(text: string): string {
  return named('Category', text)
}

export function brandName(text: string): string {
  return named('Brand', text)
}

/** What an item is called on a card: its title, else what else is known of it. */
export function itemTitle(item: Item): string {
  if (item.title?.trim()) return gentleCase(item.title)
  const narrowest = item.category?.at(-1)
  return narrowest ? `${categoryName(narrowest)}, no. ${item.id}` : `Item ${item.id}`
}
