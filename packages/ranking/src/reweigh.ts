import type { Scored } from './scored.ts'

/**
 * Multiplies scores and ranks anew; entries whose scores are equal keep their order. A score below 0 (a cosine) is
 * divided instead, so that a factor above 1 raises every entry and one below 1 lowers it.
 * @param factorOf not negative
 */
export function reweigh<T extends Scored>(list: readonly T[], factorOf: (entry: T) => number): T[] {
  return list
    .map((entry) => {
      const factor = factorOf(entry)
      return { ...entry, score: entry.score < 0 ? entry.score / factor : entry.score * factor }
    })
    .sort((a, b) => (a.score === b.score ? 0 : b.score - a.score))
}
