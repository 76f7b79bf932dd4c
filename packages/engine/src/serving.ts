import type { VisitorSequence } from '@penchant/learning'
import type { Int8Table } from '@penchant/model'
import type { Catalogue, EngineStatus, LearningRun, Manifest, MixConfig } from '@penchant/protocol'
import type { NeighbourLists } from '@penchant/ranking'
import type { Scorer } from '@penchant/scorer'
import type { BackendChoice } from '@penchant/tensor/browser'

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
  neighbours: NeighbourLists
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

/** What was learnt, and what the gate said. */
export interface Learnt {
  runs: LearningRun[]
  /** The version to use from now on, or `null` where nothing is to change. */
  version: Uint8Array | null
}

/** The part of the engine that needs TF.js. */
export interface Encoder {
  readonly backends: EngineStatus['backend']
  /** The weights of the score's parts: the shop's, or the visitor's own. */
  readonly mix: MixConfig
  /** Something learnt on this device is in use. */
  readonly isAdapted: boolean
  /** Uses what was learnt on this device; `null` is the base alone. Throws `ModelInvalid` where it does not fit. */
  adopt(version: Uint8Array | null): void
  /**
   * Rejects where the backend fails or hangs; then it is started again, or another one.
   * @param provisional unit vectors [d] of rows beyond the model's own
   */
  encode(sequence: VisitorSequence, provisional?: readonly Float32Array[]): Promise<Encoded>
  /**
   * One learning run; changes nothing by itself.
   * @param from `previous`: the version before the one in use, which may return; `inherited`: the last version of another
   * base, of which what fits is tested anew
   */
  learn(
    sequence: VisitorSequence,
    from: { previous: Uint8Array | null; inherited: Uint8Array | null },
    signal: AbortSignal,
  ): Promise<Learnt>
  /**
   * Finds the fastest backend for each job, or takes the one that was found before, and uses it. Meant
   * for idle time. `null` where there is no choice: the shop has pinned one, or none starts.
   */
  improve(known: BackendChoice | null): Promise<BackendChoice | null>
}
