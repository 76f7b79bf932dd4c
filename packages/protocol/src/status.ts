import type { ConsentSignal, ConsentState, Purposes } from './consent.ts'

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu'

/** What the engine is able to do now. Each `false` or `null` has a fallback that still answers. */
export interface EngineStatus {
  /** `null`: no model could be loaded; `modelError` says why. */
  model: { name: string; hash: string; items: number; bytes: number } | null
  modelError?: string
  /** What the shop's own re-ranker failed with last; lists stay as they are without it. */
  rerankerError?: string
  backend: { inference: BackendName | null; training: BackendName | null; reason: string }
  /** `memory`: nothing is stored; what the visitor does and what is learnt ends with the page. */
  storage: 'indexeddb' | 'memory'
  /** Why `storage` is `memory`; empty otherwise. */
  storageProblem: '' | StorageProblem
  /** Whether the browser may delete what is stored when space is short; `null` where it does not say. */
  persisted: boolean | null
  scorer: 'wasm' | 'javascript' | null
  interactions: number
  sessions: number
  /** By the visitor's wish nothing is stored for now. */
  paused: boolean
  audit: AuditStatus
  /** Why nothing is learnt by itself, to spare the device; empty where nothing is in the way. */
  waits: '' | LearningWaits
  adapter: AdapterStatus
  /** The last learning runs, newest first. */
  learning: LearningRun[]
  timings: { start: number; lastEncode: number | null; lastScore: number | null; lastRecommend: number | null }
  /** Every request the engine made, in order. */
  requests: EngineRequest[]
}

/**
 * `no-consent`: the visitor has not agreed to storing. `unavailable`: the browser refuses IndexedDB, as some do in private
 * windows. `full`: the quota is used up. `newer`: another tab has brought the database to a newer version; reload the page.
 * `blocked`: another tab holds up the upgrade, or the database does not answer. `broken`: it cannot be read.
 */
export type StorageProblem = 'no-consent' | 'unavailable' | 'full' | 'newer' | 'blocked' | 'broken'

export interface EngineRequest {
  url: string
  bytes: number
  milliseconds: number
  fromCache: boolean
}

/**
 * Who is taken for a person: `on`: who is none is not learnt from; `allow-automation`: nor who breaks a rule, but a browser
 * that a program drives may be a person (tests of the shop); `off`: everybody.
 */
export const AUDIT_MODES = ['on', 'allow-automation', 'off'] as const
export type AuditMode = (typeof AUDIT_MODES)[number]

/** Whether what is stored is one person's. While it is not, learning waits; lists go on. */
export interface AuditStatus {
  /** `shared-device`: two tastes by turns; `new-taste`: a sudden change, for its first sessions. */
  verdict: 'person' | 'robot' | 'shared-device' | 'new-taste'
  /** Rules that were broken and features out of all proportion. */
  reasons: string[]
  /** Sessions that no person makes: they are not learnt from. */
  leftOut: number
}

/** `page` and `day`: the time is used up that learning may take on one page, and within 24 hours. */
export type LearningWaits = 'data-saver' | 'low-battery' | 'page' | 'day'

export interface AdapterStatus {
  /** `base`: nothing learnt yet, or nothing that passed the gate. */
  state: 'base' | 'adapted'
  /** sha-256 of the base model's manifest that the adapter belongs to. */
  base: string | null
  version: number
}

/**
 * What can be learnt on the device, few numbers first: the visitor's own weights of the score's parts, the visitor's
 * vector in closed form or by gradient, low-rank additions to the encoder.
 */
export type LearningTier = 'mix' | 'closed-form' | 'vector' | 'lora'

/** One local fine-tuning run of one tier and what its gate said, or a version that was taken back. */
export interface LearningRun {
  time: number
  tier: LearningTier
  /** Interactions learnt from and held back for the gate; of a version taken back, those that came since. */
  trained: number
  heldBack: number
  steps: number
  milliseconds: number
  longestSlice: number
  /** Mean of 1/(rank+5) over the held-back targets, before and after. */
  before: number
  after: number
  /** Standard error of the mean of their paired differences. */
  standardError?: number
  /** Mean of −log probability, after minus before, nats. */
  surprise?: number
  /** Share of the base's first ten that are among the first ten after. */
  overlap?: number
  verdict: 'accepted' | 'rejected' | 'aborted' | 'rolled-back'
  reason: string
}

/** What `status` of the page's personalizer says. */
export interface PersonalizerStatus {
  state: 'idle' | 'loading' | 'ready' | 'stalled' | 'failed'
  consent: ConsentState
  /** Which signal decided that. */
  decidedBy: ConsentSignal
  /** What is allowed; nothing before `consent` is `granted`. */
  purposes: Readonly<Purposes>
  /** Whether what is stored is of a visitor who has signed in; who that is, it does not say. */
  identified: boolean
  /** Events that wait in memory for consent or for the worker. */
  queued: number
  /** Events dropped because the bounded queue was full. */
  dropped: number
  /** A sentence a person can act on; empty when all is well. */
  message: string
  engine: EngineStatus | null
}
