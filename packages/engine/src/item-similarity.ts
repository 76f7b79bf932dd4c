import type { Candidate } from './candidate.ts'
import type { Serving } from './serving.ts'

/** How like each other two items are: their cosine in the model's item space; before it is there, by category, 1 or 0. */
export function itemSimilarity(serving: Serving | null): (a: Candidate, b: Candidate) => number {
  if (!serving) return () => 0
  const { table, catalogue } = serving
  return (a, b) => {
    if (a.row === 0 || b.row === 0) return 0
    if (!table) {
      const category = catalogue.category(a.row)
      return category !== null && category === catalogue.category(b.row) ? 1 : 0
    }
    const { data, scales, dimension } = table.rows
    let dot = 0
    for (let i = 0, p = (a.row - 1) * dimension, q = (b.row - 1) * dimension; i < dimension; i++, p++, q++) {
      dot += data[p] * data[q]
    }
    return dot * scales[a.row - 1] * scales[b.row - 1]
  }
}
