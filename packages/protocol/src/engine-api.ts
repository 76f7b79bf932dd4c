import type { ChoiceRequest, ChoiceResponse, SlotRecord } from './choice.ts'
import type { Purposes } from './consent.ts'
import type { Inspection, WhatIf } from './inspection.ts'
import type { Interaction, StoredInteraction } from './interaction.ts'
import type { Outlook } from './outlook.ts'
import type { RecommendationResponse, RecommendRequest } from './recommendation.ts'
import type { AuditMode, AuditStatus, BackendName, EngineStatus } from './status.ts'

/** Rises with every change that an older page or worker could not understand. */
export const PROTOCOL_VERSION = 3

export interface EngineOptions {
  protocolVersion: number
  /** Absolute URL of the published model's folder or manifest. */
  model: string
  /** Base64 of the Ed25519 public key, 32 bytes, by which the manifest must be signed. Absent: none is asked for. */
  modelKey?: string
  /** Name of the shop's IndexedDB database: the anonymous visitor's; others' begin with it. */
  database: string
  /** The shop's id of who has signed in; their own database is named by its hash. Absent or empty: nobody has. */
  visitor?: string
  /** Takes what the anonymous visitor of this device did into this visitor's history, and deletes it there. */
  merge?: boolean
  backend: BackendName | 'auto'
  /** Fine-tune on the device when idle. */
  learn: boolean
  /** What the visitor has agreed to, besides lists of their own. Withdrawn, what is there of it is deleted first. */
  purposes: Pick<Purposes, 'store' | 'learn'>
  /** How much is kept at most. Defaults: 390 days, 10,000 interactions. */
  keep?: { days?: number; interactions?: number }
  /** What the visitor did is stored encrypted. Default false. */
  encrypt?: boolean
  /** Default `on`. */
  audit?: AuditMode
  /** The page's `navigator.webdriver`: a program drives this browser. */
  automated?: boolean
  /** Pauses from the start: what was set before is erased. */
  paused?: boolean
  /** The battery is low and not charging, of which no worker is told. */
  lowBattery?: boolean
}

export interface ExportedData {
  format: 'penchant-export'
  version: 1
  exportedAt: string
  interactions: StoredInteraction[]
  /** Whether they are a person's, for who would learn from them. */
  audit: AuditStatus
  /** What was learnt of the options that slots can show. */
  slots: SlotRecord[]
  /** Base64 of the adapter's bytes, or `null` when nothing was learnt. */
  adapter: string | null
  adapterBase: string | null
}

/** Interactions by their ids, by the shop's id of their item, or by the day they were on, `2026-11-25`, in the device's zone. */
export type Forgettable = readonly number[] | { item: string } | { day: string }

/** What came of an import. */
export interface ImportReport {
  added: number
  /** They were there already. */
  known: number
  /** Older than anything is kept, or more than is kept. */
  expired: number
  /** For each row that could not be taken, its place and what is wrong with it. */
  refused: string[]
}

/**
 * What the page may ask of the worker. All arguments and answers are structured-cloneable; every
 * call may reject with one of `ERROR_NAMES`, and the page gives each a time-out.
 */
export interface EngineApi {
  /**
   * Opens the store and starts to load the model. Resolves as soon as the first answers can be given,
   * even where parts fail: the status says so. Item table, weights and backend follow, and
   * `StatusMessage`s say when they are there.
   */
  init(options: EngineOptions): Promise<EngineStatus>
  /** Resolves once the interactions are stored: after that they are not lost. */
  track(interactions: Interaction[]): Promise<EngineStatus>
  recommend(request: RecommendRequest): Promise<RecommendationResponse>
  /** Which of several banners, tiles or sections to show; counts as shown. */
  choose(request: ChoiceRequest): Promise<ChoiceResponse>
  /** How the present session will likely end; `null` where it has not begun or the model does not say. */
  outlook(): Promise<Outlook | null>
  /** A list and all that led to it, were things as `whatIf` says. Nothing is stored, and nothing counts as shown. */
  inspect(request: RecommendRequest, whatIf: WhatIf): Promise<Inspection>
  status(): Promise<EngineStatus>
  /** Runs one learning run now, whatever the schedule says. */
  learn(): Promise<EngineStatus>
  exportData(): Promise<ExportedData>
  /** Takes in what `exportData` gave, here or elsewhere; untrusted. */
  importData(data: ExportedData): Promise<ImportReport>
  /**
   * Removes stored interactions, and all that was learnt: the adapter may have it from them. What is left is learnt
   * from anew.
   */
  forget(what: Forgettable): Promise<EngineStatus>
  /** While it is on, nothing is stored and nothing learnt by itself; kept over visits, for every tab. */
  pause(on: boolean): Promise<EngineStatus>
  /** While the battery is low nothing is learnt by itself; what is under way is given up. */
  lowBattery(isLow: boolean): Promise<EngineStatus>
  /** Deletes the database. The engine stores nothing afterwards. */
  erase(): Promise<void>
}

/** Messages outside comlink's calls, worker → page: posted whenever the status changes by itself. */
export interface StatusMessage {
  type: 'penchant:status'
  status: EngineStatus
}
