import type { History } from '@penchant/ranking'

/** A sequence to fit on: oldest first, one entry an interaction. */
export interface TrainingSequence extends History {
  /** The visitor's number, where a later split brings the same visitor again. */
  id?: number
  /** Seconds since the epoch; absent or NaN without a clock. Then sessions count as newer the later they come. */
  times?: ArrayLike<number>
  /** 0: history that an earlier split brought already; skipped. Absent: all is new. */
  targets?: ArrayLike<number>
}

export const BASELINE_NAMES = [
  ...(['popularity', 'recent-popularity', 'repeat-last', 'personal-frequency', 'tifu-knn', 'content'] as const),
  ...(['sequential-rules', 'item-knn', 'v-sknn', 'v-stan', 'truncated-svd', 'implicit-als'] as const),
] as const
export type BaselineName = (typeof BASELINE_NAMES)[number]

/** A recommender that needs no gradient: what a model has to beat. */
export interface Baseline {
  readonly name: BaselineName
  /** Call once, before `score`. Reads the sequences once and keeps what it needs of them. */
  fit(sequences: AsyncIterable<TrainingSequence>): Promise<void>
  /**
   * @param history what the visitor did until now; its last session is the current one. May be empty.
   * @returns [items], index i = the score of item row i + 1; 0 where there is nothing to say. Finite, not negative.
   *   The view is valid until the next call.
   */
  score(history: History): Float32Array
  /** Bytes that a device would have to hold to answer, as `score` reads them; nobody has tried to pack them. Call after `fit`. */
  bytes(): number
}

/** What every baseline is made from. */
export interface BaselineOptions {
  /** Rows of the vocabulary, without padding. */
  items: number
  /** `next-basket`: the interactions of a session have no order. */
  task: 'next-item' | 'next-basket'
  /** What the catalogue says of each item [items], empty where nothing; only `content` reads it. */
  texts?: readonly string[]
}
