import type { MixConfig, Task } from '@penchant/protocol'
import type { History } from './history.ts'
import { type MixedList, mix } from './mix.ts'
import { mixParts } from './mix-parts.ts'
import type { NeighbourLists } from './neighbour-lists.ts'
import type { RowSet } from './row-set.ts'

export interface HybridInput {
  /** Cosines of the query with every item, index i = item row i + 1. */
  scores: Float32Array
  /** τ of the model's softmax. */
  temperature: number
  /** The window that the model saw. */
  window: History
  /** Everything the device remembers. */
  history: History
  neighbours: NeighbourLists
  mix: MixConfig
  task: Task
  /** Item rows (1-based) to leave out. */
  exclude?: RowSet
}

/**
 * The hybrid score, one for evaluation, learning and serving: the model's softmax, plus what usually goes with what the
 * visitor did, plus what this visitor comes back to.
 * @returns the best `count`, and for each row that co-visitation named, the visited item that weighed most
 */
export function hybrid(input: HybridInput, count: number): MixedList & { because: Map<number, number> } {
  const parts = mixParts(input)
  const { mix: weights } = input
  const coVisitation = weighed([parts.coVisitation, weights.coVisitation], [parts.recall, weights.recall])
  const memory = weighed(
    [parts.memory, weights.memory],
    [parts.last, weights.last],
    [parts.habit, weights.habit],
    [parts.frequency, weights.frequency],
  )
  return {
    ...mix({ ...input, unmet: input.neighbours.unmet, coVisitation, memory, weights: UNWEIGHED }, count),
    because: parts.because,
  }
}

/** The parts are weighed as they are added up. */
const UNWEIGHED = { coVisitation: 1, memory: 1 }

function weighed(...parts: [ReadonlyMap<number, number>, number | undefined][]): Map<number, number> {
  const sum = new Map<number, number>()
  for (const [part, weight] of parts) {
    if (!weight) continue
    for (const [row, value] of part) sum.set(row, (sum.get(row) ?? 0) + weight * value)
  }
  return sum
}
