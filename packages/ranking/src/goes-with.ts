import type { NeighbourLists } from './neighbour-lists.ts'

export interface CoVisitationScores {
  /** Item row → Σ_t decay^(steps back of t) · C[i_t, row]; only what is not zero. */
  scores: Map<number, number>
  /** Item row → the row of the sequence's item that contributed most to it. */
  because: Map<number, number>
}

/**
 * What usually goes with items of different weights.
 * @param seeds item row → its weight
 */
export function goesWith(seeds: ReadonlyMap<number, number>, neighbours: NeighbourLists): CoVisitationScores {
  const scores = new Map<number, number>()
  const because = new Map<number, number>()
  const largest = new Map<number, number>()
  for (const [seed, seedWeight] of seeds) {
    const { rows, weights } = neighbours.of(seed)
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]
      const contribution = seedWeight * weights[i]
      if (contribution === 0) continue
      scores.set(row, (scores.get(row) ?? 0) + contribution)
      if (contribution > (largest.get(row) ?? 0)) {
        largest.set(row, contribution)
        because.set(row, seed)
      }
    }
  }
  return { scores, because }
}
