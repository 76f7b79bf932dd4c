import { type CoVisitationScores, goesWith } from './goes-with.ts'
import type { NeighbourLists } from './neighbour-lists.ts'

/** Interactions weighing less than this add nothing that could be seen. */
const NEGLIGIBLE = 1e-6

/**
 * What usually goes with what the visitor did last.
 * @param sequenceRows item rows (1-based), oldest first; 0 (padding) is skipped
 * @param decay weight lost a step back, 0 to 1; the last interaction weighs 1
 * @param sessions for basket data, session number of each interaction, rising: then a step is a session
 */
export function coVisitationScores(
  neighbours: NeighbourLists,
  sequenceRows: ArrayLike<number>,
  decay: number,
  sessions?: ArrayLike<number>,
): CoVisitationScores {
  if (!(decay >= 0 && decay <= 1)) throw new RangeError(`decay is ${decay}; it must lie between 0 and 1`)
  /** Each item once, with what all its visits weigh together. */
  const seeds = new Map<number, number>()
  let weight = 1
  let last = -1
  for (let i = sequenceRows.length - 1; i >= 0 && weight > NEGLIGIBLE; i--) {
    const row = sequenceRows[i]
    if (row === 0) continue
    if (!(row >= 1 && row <= neighbours.items)) {
      throw new RangeError(`sequenceRows[${i}] is ${row}; item rows here go from 1 to ${neighbours.items}`)
    }
    if (last >= 0 && (sessions === undefined || sessions[i] !== sessions[last])) weight *= decay
    last = i
    seeds.set(row, (seeds.get(row) ?? 0) + weight)
  }

  return goesWith(seeds, neighbours)
}
