import type { MixConfig, Task } from '@penchant/protocol'
import { Best } from './best.ts'
import { coVisitationScores } from './co-visitation-scores.ts'
import { goesWith } from './goes-with.ts'
import type { History } from './history.ts'
import type { NeighbourLists } from './neighbour-lists.ts'
import { personalMemory } from './personal-memory.ts'
import { sessionCounts } from './session-counts.ts'

export interface MixPartsInput {
  /** The window that the model saw. */
  window: History
  /** Everything the device remembers. */
  history: History
  neighbours: NeighbourLists
  /** Its decays are used, and a part of weight 0 is not computed. */
  mix: MixConfig
  task: Task
}

/** The sparse parts of the hybrid score, before they are weighed; each item row → number, only what is not zero. */
export interface MixParts {
  /** What goes with the window's items. */
  coVisitation: Map<number, number>
  /** Share of the history, older sessions counting less. */
  memory: Map<number, number>
  /** Share of the last session. */
  last: Map<number, number>
  /** log(1 + sessions that had the item, older ones counting less). */
  habit: Map<number, number>
  /** log(1 + sessions that had the item). */
  frequency: Map<number, number>
  /** What goes with what is remembered, by the counts of `habit`: of the 256 items with the highest. */
  recall: Map<number, number>
  /** Item row → the visited row that weighed most for it, by co-visitation. */
  because: Map<number, number>
}

/** Decay of `habit` where the mix names none. */
const HABIT_DECAY = 0.9

/**
 * Of thousands of items remembered, what goes with these is recalled: adding up the lists of all would take seconds, and
 * those counted least, mostly once and long ago, hardly change it.
 */
const RECALLED = 256

/** All parts that have a weight; the others are empty. */
export function mixParts({ window, history, neighbours, mix, task }: MixPartsInput): MixParts {
  const { rows, sessions } = history
  const none = { scores: new Map<number, number>(), because: new Map<number, number>() }
  const visited = mix.coVisitation
    ? coVisitationScores(
        neighbours,
        window.rows,
        mix.coVisitationDecay,
        task === 'next-basket' ? window.sessions : undefined,
      )
    : none
  const counts = mix.habit || mix.recall ? sessionCounts(rows, sessions, mix.habitDecay ?? HABIT_DECAY) : none.scores
  const recalled = mix.recall ? goesWith(heaviest(counts, RECALLED), neighbours) : none
  const because = recalled.because
  for (const [row, seed] of visited.because) because.set(row, seed)
  return {
    coVisitation: visited.scores,
    memory: mix.memory ? personalMemory(rows, sessions, mix.memoryDecay) : none.scores,
    last: mix.last ? personalMemory(rows, sessions, 0) : none.scores,
    habit: mix.habit ? logarithms(counts) : none.scores,
    frequency: mix.frequency ? logarithms(sessionCounts(rows, sessions, 1)) : none.scores,
    recall: recalled.scores,
    because,
  }
}

/** The `most` with the highest counts, the smaller row first where counts are equal. */
function heaviest(counts: ReadonlyMap<number, number>, most: number): ReadonlyMap<number, number> {
  if (counts.size <= most) return counts
  const best = new Best(most)
  for (const [row, count] of counts) if (count >= best.threshold) best.offer(row, count)
  return new Map(Array.from(best.rows, (row, i) => [row, best.scores[i]]))
}

/** One more session counts the less, the more there are. */
function logarithms(counts: ReadonlyMap<number, number>): Map<number, number> {
  return new Map(Array.from(counts, ([row, count]) => [row, Math.log1p(count)]))
}
