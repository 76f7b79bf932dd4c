/** Items in order of first appearance, numbered from 0. */
export interface ItemIds {
  readonly ids: readonly string[]
  /** The item's number, or `EXCLUDED`. */
  number(id: string): number
}

export const EXCLUDED = -1

/** Longer than any shop's id, shorter than a text that slipped into the column. */
export const MAX_ID_LENGTH = 200

/** @param excluded says of an item, when it is first met, whether it is left out. */
export function itemIds(excluded: (id: string) => boolean): ItemIds {
  const numbers = new Map<string, number>()
  const ids: string[] = []
  return {
    ids,
    number(id) {
      const known = numbers.get(id)
      if (known !== undefined) return known
      // A copy: what a parser cuts out of a chunk would keep the whole chunk in memory.
      const own = Buffer.from(id, 'utf16le').toString('utf16le')
      const number = excluded(own) ? EXCLUDED : ids.push(own) - 1
      numbers.set(own, number)
      return number
    },
  }
}
