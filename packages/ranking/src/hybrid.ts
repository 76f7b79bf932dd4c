import type { MixConfig, Task } from '@penchant/protocol'
import { coVisitationScores } from './co-visitation-scores.ts'
import { type MixedList, mix } from './mix.ts'
import type { Neighbours } from './neighbours.ts'
import { personalMemory } from './personal-memory.ts'
import type { RowSet } from './row-set.ts'

/** What a visitor did, oldest first: item rows (1-based) and session numbers, rising. */
export interface History {
  rows: ArrayLike<number>
  sessions: ArrayLike<number>
}

export interface HybridInput {
  /** Cosines of the query with every item, index i = item row i + 1. */
  scores: Float32Array
  /** τ of the model's softmax. */
  temperature: number
  /** The window that the model saw. */
  window: History
  /** Everything the device remembers. */
  history: History
  neighbours: Neighbours
  mix: MixConfig
  task: Task
  /** Item rows (1-based) to leave out. */
  exclude?: RowSet
}

/**
 * The hybrid score, one for evaluation and serving: the model's softmax, plus what usually goes with the window's
 * items, plus what this visitor comes back to.
 * @returns the best `count`, and for each row that co-visitation named, the visited item that weighed most
 */
export function hybrid(input: HybridInput, count: number): MixedList & { because: Map<number, number> } {
  const { window, history, neighbours, mix: weights, task } = input
  const visited =
    weights.coVisitation > 0
      ? coVisitationScores(
          neighbours,
          window.rows,
          weights.coVisitationDecay,
          task === 'next-basket' ? window.sessions : undefined,
        )
      : { scores: new Map<number, number>(), because: new Map<number, number>() }
  const memory =
    weights.memory > 0 ? personalMemory(history.rows, history.sessions, weights.memoryDecay) : new Map<number, number>()
  const list = mix({ ...input, coVisitation: visited.scores, memory, weights }, count)
  return { ...list, because: visited.because }
}
