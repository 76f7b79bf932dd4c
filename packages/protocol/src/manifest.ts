import type { OutlookModel } from './outlook.ts'

/**
 * What is usual among a shop's visitors, one entry for each of `TRACE_FEATURES` of `@penchant/ranking`; `deviation` is of
 * a normal distribution with the same median absolute deviation.
 */
export type AuditNorms = { median: number; deviation: number }[]

/** The published artefact is the contract between any trainer and any browser. */
export const FORMAT_VERSION = 2

export const ENCODERS = ['transformer', 'gru'] as const
export type EncoderName = (typeof ENCODERS)[number]

/** One thing that is known of a request besides what the visitor did: the device, the hour, what the shop says. */
export interface ContextField {
  /**
   * Of the request's context, or `hour` (`0`…`23`) or `weekday` (`0`…`6` from Sunday), which follow from the time where
   * the request does not give them.
   */
  name: string
  /** Entry `i` has code `i + 1`; whatever else, and what is not known, has code 0. */
  values: string[]
}

/** How the context of a request bends its query. */
export interface ContextConfig {
  fields: ContextField[]
  /** Width of one field's embedding. */
  width: number
  /** Low-rank cross layers, and the rank of each. */
  crosses: number
  rank: number
  /** IANA name of the zone whose clock gives hour and weekday. Absent: the visitor's own. */
  timeZone?: string
}

/** Every hyper-parameter that the forward pass needs. Defaults and sources: `@penchant/model`, `config`. */
export interface ModelConfig {
  encoder: EncoderName
  /** Width d of item rows and hidden states. */
  dimension: number
  /** Transformer blocks, or recurrent layers. */
  blocks: number
  /** Of the transformer. */
  heads: number
  /** Width of the transformer's feed-forward layer. */
  feedForward: number
  /** Longest sequence L, interactions. */
  maxLength: number
  /** τ of the cosine softmax. */
  temperature: number
  events: number
  dwellBuckets: number
  gapBuckets: number
  /** Absent: the query is made of what the visitor did alone. */
  context?: ContextConfig
}

/**
 * How the item rows are packed, where the table is no plain int8 one: the rows that visitors meet most stand in int8
 * (`exact`), each of the others in 4 bits a value, or as `parts` bytes that name codewords (product quantisation).
 */
export type TablePacking = { form: 'int4'; exact: number } | { form: 'pq'; exact: number; parts: number }

/** Weights with which the parts of the score are mixed, fitted on validation. */
export interface MixConfig {
  /** Weight and per-step decay of the co-visitation prior; for baskets a step is a session. */
  coVisitation: number
  coVisitationDecay: number
  /** Weight of the neighbours' neighbours beside the neighbours. Absent: 0. */
  secondHop?: number
  /** Weight and per-session decay of the visitor's own history. */
  memory: number
  memoryDecay: number
  /** Weight of the last session alone. Absent, as the weights below: 0. */
  last?: number
  /** Weight, and per-session decay, of how many of the visitor's sessions had an item: log(1 + Σ decay^ago). */
  habit?: number
  habitDecay?: number
  /** Weight of the same without decay. */
  frequency?: number
  /** Weight of what goes with the 256 items remembered that have the highest decayed counts of sessions, each by its count. */
  recall?: number
  /**
   * Factor on the score for which its softmax over the items fits best what came next: the scale on which a device learns
   * weights of its own.
   */
  sharpness?: number
}

export interface ManifestFile {
  /** Relative to the manifest, content-hashed: `items.3f2a….json`. */
  path: string
  bytes: number
  /** Lower-case hexadecimal. */
  sha256: string
}

/** Where one named array lies in the weights file: fp16, row-major, little-endian. */
export interface WeightEntry {
  name: string
  shape: number[]
  /** Offset in elements. */
  offset: number
}

/** `next-basket`: interactions of one session have no order, and the next session is predicted as a set. */
export type Task = 'next-item' | 'next-basket'

export interface Manifest {
  formatVersion: number
  name: string
  /** ISO 8601. */
  createdAt: string
  task: Task
  config: ModelConfig
  mix: MixConfig
  /** Absent where the data had too few purchases to learn it from. */
  outlook?: OutlookModel
  /** What visitors are held against before anything is learnt from them; absent where the data told too little. */
  audit?: AuditNorms
  /** Rows of the table without padding. */
  items: number
  /** Absent: int8 rows, and a scale for each. */
  table?: TablePacking
  weights: WeightEntry[]
  files: {
    /** fp16 encoder weights, `weights` says where. */
    weights: ManifestFile
    /** Item rows, in the form that `table` names; `decodeTable` of `@penchant/model`. */
    table: ManifestFile
    /** `ItemColumns`. */
    items: ManifestFile
    /** Co-visitation: gaps between rows as Rice codes, weights in 4 bits; `encodeNeighbours` of `@penchant/ranking`. */
    neighbours: ManifestFile
    /** float32 [items], share of interactions, sums to 1. */
    popularity: ManifestFile
  }
  /**
   * How an item's attributes make its row, for items that come later (`penchant add-items`): a checkpoint with the fitted
   * `pipeline` and its int8 feature rows. Absent where the shop says nothing of its items. No browser downloads it.
   */
  tower?: ManifestFile
  metrics: Record<string, number>
  /** How training went, an entry an epoch. Nothing that serving needs. */
  curve?: { epoch: number; seconds: number; loss: number; validation: number }[]
  dataCard: DataCard
}

/** What the model was trained on. */
export interface DataCard {
  name: string
  /** True for simulated shops: shown wherever the model is shown. */
  synthetic: boolean
  interactions: number
  sequences: number
  /** ISO 8601, or `null` where the data has no clock. */
  from: string | null
  to: string | null
  /** On which basis the events were collected, as the shop says. */
  consentBasis: string
}
