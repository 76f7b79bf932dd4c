import type { Item } from 'penchant'
import { brandName, categoryName, itemTitle } from '../src/view/item-words.ts'
import { oneOfEach } from '../src/view/product-key.ts'

export type Search = (term: string) => Item[]

const MOST_WORDS = 8

function words(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** "mugs" should find "mug": one plural letter is taken off longer words. */
function stem(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

/**
 * Text search over titles, brands, categories and ids. Every word of the term must begin a word of the
 * item, and each product comes once, in the variant that fits best; words found in the title count more than words found elsewhere, and ties keep the given order.
 * @param items most wanted first
 */
export function createSearch(items: readonly Item[]): Search {
  const index = items.map((item) => ({
    item,
    id: item.id.toLowerCase(),
    title: words(itemTitle(item)).map(stem),
    other: words(
      [item.brand ? brandName(item.brand) : '', ...(item.category ?? []).map(categoryName), item.id].join(' '),
    ).map(stem),
  }))
  return (term) => {
    const asked = words(term).slice(0, MOST_WORDS).map(stem)
    const exact = term.trim().toLowerCase()
    if (asked.length === 0) return []
    const found: { item: Item; score: number }[] = []
    for (const entry of index) {
      let score = entry.id === exact ? 100 : 0
      for (const word of asked) {
        const points = entry.title.includes(word)
          ? 4
          : entry.title.some((other) => other.startsWith(word))
            ? 3
            : entry.other.some((other) => other.startsWith(word))
              ? 1
              : 0
        if (points === 0 && entry.id !== exact) {
          score = 0
          break
        }
        score += points
      }
      if (score > 0) found.push({ item: entry.item, score })
    }
    found.sort((a, b) => b.score - a.score)
    return oneOfEach(
      found.map(({ item }) => item),
      (item) => item,
    )
  }
}
