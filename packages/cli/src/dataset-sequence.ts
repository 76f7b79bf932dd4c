import type { Sequence } from '@penchant/model'

/** One visitor's history in one split, oldest first; every array has one entry an interaction. */
export interface DatasetSequence extends Sequence {
  /** The same in every split: validation and test go on with the sequences of train. */
  id: number
  rows: Int32Array
  events: Uint8Array
  sessions: Int32Array
  gaps: Float32Array
  dwells: Float32Array
  /** Seconds since the epoch; NaN without a clock. */
  times: Float64Array
  /** 1: an interaction of this split, to be predicted; 0: history before it. */
  targets: Uint8Array
  /** 1: a recommendation led to it; absent where the data do not say. */
  recommended?: Uint8Array
  /** One code an interaction for each of the dataset's `contextColumns`; 0 is unknown. */
  context: Record<string, Uint8Array>
}
