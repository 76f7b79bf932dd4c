import type { Item, Reason, RecommendationSource, StoredInteraction } from '@penchant/protocol'
import type { Scored } from '@penchant/ranking'
import type { CheckedRequest } from './check-request.ts'
import type { Exclusion } from './exclusion.ts'

/** An item that may be recommended. */
export interface Candidate extends Scored {
  item: Item
  /** Row of the catalogue, or 0 where the model does not know the item. */
  row: number
  /** Asked for what is shown alone. */
  reasons: () => Reason[]
  group?: string[]
  /** What the mix has added up to the score; absent where the list was not mixed. */
  parts?: { model: number; coVisitation: number; memory: number }
}

/** What a list is chosen from. */
export interface Question {
  request: CheckedRequest
  history: readonly StoredInteraction[]
  without: Exclusion
  /** How many candidates are wanted. */
  size: number
  /** Milliseconds since the Unix epoch. */
  now: number
}

export interface Candidates {
  source: RecommendationSource
  /** Best first. */
  list: Candidate[]
  /** Item that the list was based on without being asked to. */
  seed?: string
  /** Milliseconds; absent for a part that was not needed. */
  encodeTime?: number
  scoreTime?: number
  /** Share of each interaction of the model's window in the query. */
  attention?: Float32Array
}
