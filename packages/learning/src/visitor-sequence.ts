import type { Sequence } from '@penchant/model'

/** A sequence of which parts can be taken without a copy. */
export interface VisitorSequence extends Sequence {
  rows: Int32Array
  events: Uint8Array
  sessions: Int32Array
}
