import { Best, type MixedList } from '@penchant/ranking'
import type { Query } from '../targets.ts'
import { targetRanks } from './target-ranks.ts'

/** What a method says to one question. */
export interface Answer {
  /** 1-based rank of each target; ties count against it. */
  ranks: number[]
  /** Best item rows, best first, up to `LIST_SHOWN`; fewer where the method has nothing more to say. */
  list: Int32Array
  /** The published form's own list with its parts, for whoever asks how sure it was. */
  mixed?: MixedList
}

/** Anything that answers questions. */
export interface Method {
  name: string
  /** Bytes that a device would have to hold. */
  bytes: number
  /** @param vector of the question, where the method has one */
  answer(query: Query, vector: Float32Array): Answer
}

export const LIST_SHOWN = 10

/** The answer of a method that scores every item; what it scores 0 it does not show. */
export function answerOf(scores: Float32Array, targets: number[]): Answer {
  const best = new Best(LIST_SHOWN)
  for (let i = 0; i < scores.length; i++) if (scores[i] > 0 && scores[i] >= best.threshold) best.offer(i + 1, scores[i])
  return { ranks: targetRanks(scores, targets), list: best.rows.slice(0, best.length) }
}
