import type { Features } from './features.ts'
import type { Candidates } from './negatives.ts'

/** One batch: what is seen, where something is to be predicted, and among what. */
export interface Batch {
  features: Features
  /** Flat indices into batch × length [p], in the order of the sequences. */
  positions: Int32Array
  /** Weight of each target [p]; only ratios matter. */
  importance: Float32Array
  /** Its `labels` are the targets of `positions`. */
  candidates: Candidates
  /** What was turned down before a target was chosen; missing where nothing was. */
  turnedDown?: TurnedDown
}

/** Pairs of a target and an item of its window that the visitor had turned down: hard negatives. */
export interface TurnedDown {
  /** Indices into `positions` [n], rising. */
  asked: Int32Array
  /** Flat indices into batch × length, where the item stands in the window [n]. */
  items: Int32Array
  /** What a pair weighs beside a target of weight 1. */
  weight: number
}
