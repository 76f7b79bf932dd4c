import type { Adapter, Int8Table, Sequence } from '@penchant/model'
import type { BackendName, EngineStatus, LearningRun, Manifest } from '@penchant/protocol'
import type { Neighbours } from '@penchant/ranking'
import type { Scorer } from '@penchant/scorer'
import type { Catalogue } from './catalogue.ts'

/**
 * A loaded model. The first group is small and comes first: co-visitation and popularity answer from
 * it while the rest is still on its way.
 */
export interface Serving {
  manifest: Manifest
  /** sha-256 of the manifest. */
  hash: string
  /** Bytes of all files. */
  bytes: number
  catalogue: Catalogue
  neighbours: Neighbours
  /** Share of all interactions that each item has [items]. */
  popularity: Float32Array

  /** Similar items need this; `null` until the item table is there. */
  table: { scorer: Scorer; rows: Int8Table } | null
  /** Answers by the model need this; `null` until weights and a backend are there. */
  encoder: Encoder | null
}

/** A sequence as the model sees it. */
export interface Encoded {
  /** Unit vector [dimension]. */
  query: Float32Array
  /** Share of each interaction of the window in the query; the window is the sequence's end. */
  pooling: Float32Array
}

/** What was learnt, and what the gate said. `adapter` is `null` where nothing is to change. */
export interface Learnt {
  run: LearningRun
  adapter: Adapter | null
}

/** The part of the engine that needs TF.js. */
export interface Encoder {
  readonly backends: EngineStatus['backend']
  /** What was learnt on this device and is in use. */
  adapter: Adapter | null
  /** Rejects where the backend fails or hangs; then it is started again, or another one. */
  encode(sequence: Sequence): Promise<Encoded>
  /** One learning run; changes nothing by itself. */
  learn(sequence: Sequence, serving: Serving, signal: AbortSignal): Promise<Learnt>
  /** Finds the fastest backend for each job, or takes the given choice; meant for idle time. */
  improve(known: BackendChoice | null): Promise<BackendChoice>
}

/** Which backend does which job, and why. */
export interface BackendChoice {
  inference: BackendName
  training: BackendName
  reason: string
}
