/** One place in so many is left to chance; never the first of them. */
const BLOCK = 10
/** Ranks that chance draws from, from 1. */
const FROM = 21
const TO = 200

export interface Explored<T> {
  entry: T
  /** How likely this place was to show this entry: over all entries they sum to 1 for each place. */
  propensity: number
}

/**
 * Leaves one of every ten places to an entry that the list would not show, so that what is never shown can still be found
 * out to be liked. Which place, from the second to the tenth, and which entry, is drawn evenly. A last block that is not
 * whole stays as it is, and so does a list with nothing below rank 20.
 *
 * @param list what is shown
 * @param ranked everything, best first
 * @param random a number from 0 to 1, by chance
 */
export function explore<T>(list: readonly T[], ranked: readonly T[], random: () => number): Explored<T>[] {
  const shown = new Set(list)
  const pool = ranked.slice(FROM - 1, TO).filter((entry) => !shown.has(entry))
  const explored = list.map((entry): Explored<T> => ({ entry, propensity: 1 }))
  const blocks = Math.min(Math.floor(list.length / BLOCK), pool.length)
  const total = pool.length
  for (let block = 0; block < blocks; block++) {
    const drawn = 1 + Math.floor(random() * (BLOCK - 1))
    for (let i = 1; i < BLOCK; i++) explored[block * BLOCK + i].propensity = 1 - 1 / (BLOCK - 1)
    const [entry] = pool.splice(Math.floor(random() * pool.length), 1)
    // Of every entry of the pool alike: that none comes twice takes from one what it gives to another.
    explored[block * BLOCK + drawn] = { entry, propensity: 1 / (BLOCK - 1) / total }
  }
  return explored
}
