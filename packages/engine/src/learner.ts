import { isDue } from '@penchant/learning'
import {
  type AdapterStatus,
  isItemEvent,
  type LearningRun,
  type LearningWaits,
  penchantError,
} from '@penchant/protocol'
import { type Audit, waitsBecause } from './audit.ts'
import { createCheckpointStore } from './checkpoint-store.ts'
import type { Database } from './database.ts'
import type { InteractionStore } from './interaction-store.ts'
import { openLearningLog } from './learning-log.ts'
import type { Encoder, Serving } from './serving.ts'
import type { Tabs } from './tabs.ts'
import { visitorSequence } from './visitor-sequence.ts'
import { withTimeout } from './with-timeout.ts'

/** Of learning by itself, milliseconds: on one page, and within 24 hours over all pages and tabs. */
const BUDGET = { page: 30_000, day: 120_000 }
/** Beyond the time that a run allows itself: a hung backend. */
const RUN_MILLISECONDS = 45_000

export interface Learner {
  readonly adapter: AdapterStatus
  /** What is kept of what was learnt, with the hash of its base: in use, or waiting to be tested on a newer base. */
  readonly kept: { bytes: Uint8Array; base: string } | null
  /** The last learning runs, newest first. */
  readonly runs: LearningRun[]
  /** Why no run begins of its own accord; empty where nothing is in the way. */
  readonly waits: '' | Exclude<LearningWaits, 'low-battery'>
  /** Enough is new for a run of its own accord, and nothing is in the way. */
  isDue(serving: Serving): boolean
  /** Reads what other tabs' runs have used of the day's time, and learnt from. */
  catchUp(): Promise<void>
  /**
   * One learning run; never rejects, the run says what came of it. Where one is under way, waits for that.
   * @param signal gives it up, with the reason as a text
   */
  learn(serving: Serving | null, signal?: AbortSignal): Promise<void>
  /** Has the encoder use the newest stored version, another tab's too, or the base where there is none. */
  restore(encoder: Encoder, hash: string): Promise<void>
  /** Deletes what was learnt from a history that is no longer whole, in the database too. Learning begins anew. */
  unlearn(): Promise<void>
  /** What is being learnt now is from a history that is no longer whole: another tab has unlearnt. */
  discard(): void
  /** Back to the base; the database is erased by itself. */
  forget(encoder: Encoder | null | undefined): void
}

export interface LearnerOptions {
  database: Database
  /** URL of the manifest. */
  model: string
  store: InteractionStore
  /** Says what may be learnt from. */
  audit: Audit
  tabs: Tabs
  signal: AbortSignal
}

/** Decides when to learn, lets one tab do it, and keeps what passed the gate. */
export async function createLearner({ database, model, store, audit, tabs, signal }: LearnerOptions): Promise<Learner> {
  const checkpoints = createCheckpointStore(database, model)
  const log = await openLearningLog(database, model)
  let adapter: AdapterStatus = { state: 'base', base: null, version: 0 }
  let kept: Learner['kept'] = null
  /** What was learnt for another base waits, and was not yet looked at on this page. */
  let inherits = false
  let running: Promise<void> | null = null
  /** Milliseconds that this page has learnt for. */
  let spent = 0
  /** Rises when a run under way must not count. */
  let discarded = 0

  async function record(run: LearningRun): Promise<void> {
    spent += run.milliseconds
    if (!signal.aborted) await log.add({ ...run, lastInteraction: store.history.at(-1)?.id ?? 0 })
  }

  function use(encoder: Encoder, hash: string, learnt: Uint8Array | null, version: number): void {
    encoder.adopt(learnt)
    kept = learnt && { bytes: learnt, base: hash }
    adapter = { state: encoder.isAdapted ? 'adapted' : 'base', base: hash, version }
  }

  /** Stores and uses an accepted adapter, while what it was learnt from `counts`. */
  async function promote(encoder: Encoder, hash: string, learnt: Uint8Array, counts: () => boolean): Promise<void> {
    const version = adapter.base === hash ? adapter.version : 0
    try {
      const saved = await checkpoints.save(hash, learnt, version)
      if (!saved) {
        await restore(encoder, hash)
        throw penchantError('StorageUnavailable', 'another tab has learnt meanwhile; its result is used')
      }
      if (!counts()) return await checkpoints.clear()
      tabs.tell({ type: 'adapted', model })
    } catch (error) {
      // Without a database what was learnt lives as long as the page, as the history does.
      if (store.storage === 'indexeddb') throw error
    }
    use(encoder, hash, learnt, version + 1)
  }

  function waits(): Learner['waits'] {
    if (savesData()) return 'data-saver'
    if (spent > BUDGET.page) return 'page'
    return log.spentToday > BUDGET.day ? 'day' : ''
  }

  async function run(serving: Serving & { encoder: Encoder }, until: AbortSignal): Promise<void> {
    const { encoder, catalogue, hash, manifest } = serving
    await store.whole()
    const waits = waitsBecause(audit.status(serving))
    if (waits !== '') return record(nothingLearnt(waits))
    const sequence = visitorSequence(audit.learnable(serving), catalogue, manifest.config.context)
    const begun = discarded
    const counts = () => !signal.aborted && begun === discarded
    const [previous, inherited] = await Promise.all([
      checkpoints.previous(hash).catch(() => null),
      checkpoints.inherited(hash).catch(() => null),
    ])
    const from = { previous: previous?.bytes ?? null, inherited: inherited?.bytes ?? null }
    const learning = encoder.learn(sequence, from, until)
    const { runs, version } = await withTimeout(learning, RUN_MILLISECONDS, 'the learning run')
    if (!counts()) return
    let failed: Partial<LearningRun> = {}
    try {
      if (version) await promote(encoder, hash, version, counts)
    } catch (error) {
      failed = { verdict: 'aborted', reason: (error as Error).message }
    }
    if (!counts()) return
    const hasDecided = runs.some(({ verdict }) => verdict === 'accepted' || verdict === 'rejected')
    if (inherited && hasDecided && failed.verdict === undefined) {
      await checkpoints.settle(hash).catch(() => {})
      if (adapter.version === 0) kept = null
    }
    for (const run of runs) await record(run.verdict === 'rejected' ? run : { ...run, ...failed })
  }

  async function tryToRun(serving: Serving | null, until: AbortSignal): Promise<void> {
    try {
      if (!serving?.encoder)
        throw penchantError('BackendUnavailable', 'there is no model, or no backend, to learn with')
      const { encoder } = serving
      const done = await tabs.alone(async () => {
        await run({ ...serving, encoder }, until)
        return true
      })
      if (!done) throw penchantError('StorageUnavailable', 'another tab is learning')
    } catch (error) {
      await record(nothingLearnt((error as Error).message))
    }
  }

  async function restore(encoder: Encoder, hash: string): Promise<void> {
    for (;;) {
      const checkpoint = await checkpoints.load(hash).catch(() => null)
      try {
        use(encoder, hash, checkpoint?.bytes ?? null, checkpoint?.version ?? 0)
        const waiting = checkpoint ? null : await checkpoints.inherited(hash).catch(() => null)
        inherits = waiting !== null
        if (waiting) kept = waiting
        return
      } catch {
        // Intact, but of another shape or with a number that is none. Left there, it would keep the next one out.
        const isGone = await checkpoints.drop(hash, checkpoint!.version).then(
          () => true,
          () => false,
        )
        if (!isGone) return use(encoder, hash, null, 0)
      }
    }
  }

  return {
    get adapter() {
      return adapter
    },
    get kept() {
      return kept
    },
    get runs() {
      return log.runs.map(({ lastInteraction: _, ...run }) => run)
    },
    get waits() {
      return waits()
    },
    isDue(serving) {
      const { encoder, catalogue } = serving
      if (!encoder || running || waits()) return false
      const known = audit
        .learnable(serving)
        .filter(({ item, event }) => isItemEvent(event) && item !== undefined && catalogue.row(item) !== 0)
      return isDue({
        interactions: known.length,
        sessions: new Set(known.map(({ session }) => session)).size,
        // What another base has left is tested as soon as may be.
        new: inherits ? known.length : known.filter(({ id }) => id > log.lastInteraction).length,
      })
    },
    catchUp: log.reload,
    async learn(serving, until = signal) {
      inherits = false
      running ??= tryToRun(serving, until).finally(() => {
        running = null
      })
      await running
    },
    restore,
    async unlearn() {
      discarded++
      // Without a database there is nothing stored to delete; what is in memory is restored to the base by the caller.
      if (store.storage === 'indexeddb') await checkpoints.clear()
      await log.clear()
    },
    discard() {
      discarded++
      log.forget()
    },
    forget(encoder) {
      encoder?.adopt(null)
      kept = null
      inherits = false
      adapter = { state: 'base', base: null, version: 0 }
      log.forget()
    },
  }
}

/** The visitor has asked the browser to do with less; known in Chromium alone. */
function savesData(): boolean {
  return (globalThis.navigator as Navigator & { connection?: { saveData?: boolean } })?.connection?.saveData === true
}

function nothingLearnt(reason: string): LearningRun {
  return {
    time: Date.now(),
    tier: 'mix',
    trained: 0,
    heldBack: 0,
    steps: 0,
    milliseconds: 0,
    longestSlice: 0,
    before: 0,
    after: 0,
    verdict: 'aborted',
    reason,
  }
}
