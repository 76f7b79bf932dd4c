import type { Sequence } from '@penchant/model'

/** What can be learnt from a visitor; parts of it are taken without a copy. */
export interface VisitorSequence extends Sequence {
  rows: Int32Array
  events: Uint8Array
  sessions: Int32Array
  /** What each step is worth as something to learn to foresee; only ratios matter. */
  weights: Float32Array
  /** Item rows, each once, that the visitor does not want: turned down, given back, or passed over time and again. */
  negatives: Int32Array
}
