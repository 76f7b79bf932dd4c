import type {
  ChoiceRequest,
  ChoiceResponse,
  ConsentSignal,
  ConsentState,
  ExportedData,
  Forgettable,
  ImportReport,
  Inspection,
  Outlook,
  PersonalizerStatus,
  Purposes,
  RecommendationResponse,
  WhatIf,
} from '@penchant/protocol'
import type { ShopRequest } from './check-request.ts'
import type { EventReading } from './interactions-from-event.ts'
import type { Emit } from './source.ts'

export interface TrackedEvent extends EventReading {
  name: unknown
  params: unknown
}

/** One visitor's recommender on the page. No method throws, and no promise of it rejects. */
export interface Personalizer {
  /** Says what the visitor did, in GA4's vocabulary. Returns at once; what is wrong goes to `onError`. */
  track: Emit
  /**
   * Resolves to what the engine recommends, or to the request's `fallback` with `source: 'shop-order'`
   * where it cannot: no consent, no worker, no answer in time, a wrong request.
   */
  recommend(request?: ShopRequest): Promise<RecommendationResponse>
  /**
   * Which of several banners, tiles or sections a slot is to show: by what this visitor has clicked here before, when and
   * on what device. Resolves to the first option with `source: 'shop-order'` where nothing can be chosen. It counts as
   * shown; the first event tracked with its `id` as `attribution` is the reward.
   */
  choose(request: ChoiceRequest): Promise<ChoiceResponse>
  /**
   * Who has signed in, by the shop's own id of them, or null for nobody: from now on lists, events and learning are theirs
   * alone, in this tab. The id goes nowhere, and what is stored is named by its hash. With `merge` what was done
   * anonymously on this device becomes theirs; without, both stay apart. @returns whether this tab is theirs now.
   */
  identify(visitor: string | null, how?: { merge?: boolean }): Promise<boolean>
  /** How this session will likely end; null without consent, before the first interaction, or where the model does not say. */
  outlook(): Promise<Outlook | null>
  /** A list and all that led to it, were things as `whatIf` says; for developers. Null where the engine does not answer. */
  inspect(request?: ShopRequest, whatIf?: WhatIf): Promise<Inspection | null>
  /** Hears of each tracked event, what was read from it and what is wrong with it; for developers. @returns ends that */
  watch(listener: (event: TrackedEvent) => void): () => void
  /** Calls `listener` whenever `getSnapshot()` has become another object. @returns unsubscribes. */
  subscribe(listener: () => void): () => void
  /** The same object until something in it changes. */
  getSnapshot(): PersonalizerStatus
  /** Learns once, now, from what is stored on the device. Resolves when it is done. */
  learn(): Promise<void>
  /** All that is stored on the device; null without consent or where the engine does not answer. */
  export(): Promise<ExportedData | null>
  /** Takes in what `export()` gave, e.g. on another device; what is there already counts once. Null where it could not. */
  import(data: ExportedData): Promise<ImportReport | null>
  /**
   * Removes stored interactions by their `id` in what `export()` gave, of one item, or of one day, and all that was learnt from the history as it
   * was; what is left is learnt from anew. @returns whether they are gone.
   */
  forget(what: Forgettable): Promise<boolean>
  /**
   * While it is on, what the visitor does is not stored, on this page and the next, and nothing is learnt; lists follow
   * what was stored before. `getSnapshot().engine.paused` says so. @returns whether it is set.
   */
  pause(on: boolean): Promise<boolean>
  /** Deletes all that is stored on the device; consent and pause stay as they are. @returns whether nothing is left. */
  erase(): Promise<boolean>
  readonly consent: {
    readonly state: ConsentState
    readonly purposes: Readonly<Purposes>
    /** Which signal decided. */
    readonly signal: ConsentSignal
    /**
     * The visitor was asked and agreed: to all but `export`, or as `purposes` says. What an earlier decision allowed and
     * this one does not is deleted.
     */
    grant(purposes?: Partial<Purposes>): void
    /** The visitor refused or withdrew: also deletes all that is stored. @returns whether nothing is left. */
    deny(): Promise<boolean>
  }
  /** Ends the worker and every listener. What is stored stays. */
  destroy(): void
}
