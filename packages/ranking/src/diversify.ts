/**
 * Maximal marginal relevance: takes, one after the other, what is relevant and unlike everything taken before,
 * (1 − diversity) · relevance − diversity · (largest similarity to what was taken). Relevance is the place in the list,
 * evenly from 1 to 0: the scores of the kinds (probabilities, cosines, counts) have no common scale.
 *
 * Source: Carbonell & Goldstein, "The use of MMR, diversity-based reranking", SIGIR 1998.
 *
 * @param list best first
 * @param count how many are taken; the first of the list is always among them, unless something stands above it
 * @param diversity 0 (the list's own order) to 1
 * @param similarity of two entries, at most 1
 * @param above what stands above the list already: it counts as taken, and is not given again
 */
export function diversify<T>(
  list: readonly T[],
  count: number,
  diversity: number,
  similarity: (a: T, b: T) => number,
  above: readonly T[] = [],
): T[] {
  if (diversity === 0) return list.slice(0, count)
  const left = list.map((entry, place) => ({
    entry,
    relevance: 1 - place / Math.max(1, list.length - 1),
    nearest: Math.max(...above.map((other) => similarity(other, entry))),
  }))
  const taken: T[] = []
  while (taken.length < count && left.length > 0) {
    let best = 0
    let most = Number.NEGATIVE_INFINITY
    for (const [i, { relevance, nearest }] of left.entries()) {
      const value = taken.length + above.length === 0 ? relevance : (1 - diversity) * relevance - diversity * nearest
      if (value > most) {
        most = value
        best = i
      }
    }
    const [{ entry }] = left.splice(best, 1)
    taken.push(entry)
    for (const other of left) other.nearest = Math.max(other.nearest, similarity(entry, other.entry))
  }
  return taken
}
