import type { ExportedData, Item } from 'penchant'

/** A category or a brand that the visitor has met. */
export interface Interest {
  text: string
  /** The share in words. */
  note: string
  /** Of the visitor's interactions that are about a category or a brand, the share that is about this one, 0 to 1. */
  share: number
  /** The interactions that it is known from, all of them: without these it is forgotten. */
  ids: number[]
}

/** What says nothing of a wish, or the contrary of one. */
const NO_WISH = /^(rem|ref|dis|not|imp|scr|view_item_)/

/** The visitor's interests by how often they came up, the strongest first. */
export function interests(
  interactions: ExportedData['interactions'],
  items: ReadonlyMap<string, Item>,
  locale: string | undefined,
): Interest[] {
  const found = new Map<string, { ids: number[]; wishes: number }>()
  let total = 0
  for (const { id, item = '', event } of interactions) {
    const { category, brand } = items.get(item) ?? {}
    const names = new Set([category?.at(-1), brand].filter((name) => name !== undefined))
    const wish = NO_WISH.test(event) || names.size === 0 ? 0 : 1
    total += wish
    for (const name of names) {
      const interest = found.get(name) ?? { ids: [], wishes: 0 }
      found.set(name, interest)
      interest.ids.push(id)
      interest.wishes += wish
    }
  }
  return [...found]
    .filter(([, { wishes }]) => wishes > 0)
    .sort(([, a], [, b]) => b.wishes - a.wishes)
    .map(([text, { ids, wishes }]) => {
      const share = wishes / total
      return { text, note: share.toLocaleString(locale, { style: 'percent' }), share, ids }
    })
}
