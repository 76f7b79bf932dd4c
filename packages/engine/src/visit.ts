import { type EngineApi, type EngineStatus, isItemEvent, penchantError } from '@penchant/protocol'
import { createAudit } from './audit.ts'
import { checkInteractions } from './check-interactions.ts'
import type { CheckedOptions } from './check-options.ts'
import { createChoices } from './choices.ts'
import { createDatabase } from './database.ts'
import { createDownload } from './download.ts'
import { eraseVisitors } from './erase-visitors.ts'
import { exportData } from './export-data.ts'
import { createIdleWork } from './idle-work.ts'
import { inspect } from './inspect.ts'
import { openInteractionStore } from './interaction-store.ts'
import { createLearner } from './learner.ts'
import { mergeAnonymous } from './merge-anonymous.ts'
import { mergeExport } from './merge-export.ts'
import { minimise } from './minimise.ts'
import { deleteModelCaches } from './model-cache.ts'
import { createModelLoading } from './model-loading.ts'
import { createPageLists } from './page-lists.ts'
import { openPause } from './pause.ts'
import type { Plugs } from './plugs.ts'
import { createRequestLog } from './request-log.ts'
import { rolloutNumber } from './rollout-number.ts'
import { rowsToForget } from './rows-to-forget.ts'
import { openSealing } from './sealing.ts'
import { sessionOutlook } from './session-outlook.ts'
import { createSlotStore } from './slot-store.ts'
import { joinTabs, type TabMessage } from './tabs.ts'
import { createVisitStatus } from './visit-status.ts'
import { visitorDatabase } from './visitor-database.ts'
import { withTimeout } from './with-timeout.ts'

/** For the first part of the model; it may come later, too. */
const OPENING_MILLISECONDS = 20_000
const ERASE_MILLISECONDS = 3000

/** Everything between `init` and `erase`. */
export interface Visit extends Omit<EngineApi, 'init'> {
  /** The data was erased, here or in another tab: what is in memory answers, and nothing is stored. */
  readonly ended: boolean
}

/**
 * Opens the store and starts to load the model; resolves when the first answers can be given, from
 * co-visitation and popularity, or when no model can be had. The rest follows, and `onStatus` hears of it.
 * Throws `InvalidOption` for a model's address that is none.
 */
export async function openVisit(
  options: CheckedOptions,
  onStatus: (status: EngineStatus) => void,
  plugs: Plugs = {},
): Promise<Visit> {
  const opened = performance.now()
  const stop = new AbortController()
  const { signal } = stop
  const requests = createRequestLog()
  const { purposes, keep } = options
  /** Nothing is stored from here on, by this tab's wish or another's. */
  const end = () => stop.abort('the data was erased')
  const whenErased = (work: () => void) => (signal.aborted ? work() : signal.addEventListener('abort', work))

  const name = await visitorDatabase(options.database, options.visitor)
  const database = createDatabase(name, { onErased: end })
  const download = createDownload({
    ...options,
    rolloutNumber: () => rolloutNumber(database),
    cached: purposes.store,
    signal,
    onRequest: requests.add,
  })
  if (!purposes.store) {
    await Promise.all([eraseVisitors(options.database), deleteModelCaches(options.database)])
    database.forbid('no-consent')
  }
  const sealing = await openSealing(database, options.encrypt)
  const store = await openInteractionStore(database, { keep, sealing })
  whenErased(store.forget)
  const audit = createAudit(store.history, options.audit ?? 'on', options.automated === true)
  const slots = createSlotStore(database)
  const pause = await openPause(database)
  if (options.paused) await pause.set(true)
  // Other tabs talk while this one opens.
  let beReady = () => {}
  const ready = new Promise<void>((resolve) => {
    beReady = resolve
  })
  const tabs = joinTabs(name, (message) => {
    if (message.type === 'erased') end()
    else void ready.then(() => follow(message))
  })
  whenErased(tabs.close)
  if (options.merge && options.visitor) {
    const { database: shop, encrypt } = options
    // Where it fails the anonymous history stays as it is; why storing fails, the status says.
    const merged = await mergeAnonymous(store, { shop, keep, encrypt }).catch(() => null)
    if (merged?.changed) tabs.tell({ type: 'imported' })
    if (merged?.paused) {
      await pause.set(true)
      tabs.tell({ type: 'paused', on: true })
    }
  }
  const learner = await createLearner({ database, model: download.model, store, audit, tabs, signal })
  const model = createModelLoading({
    download,
    backend: options.backend,
    restore: learner.restore,
    opened,
    signal,
    onProgress: announce,
    onEnd() {
      idle.touch()
      void store.expire(Date.now()).then(announce)
    },
  })
  whenErased(() => learner.forget(model.serving?.encoder))
  if (!purposes.learn) await Promise.all([learner.unlearn(), slots.clear()]).catch(() => {})
  const lists = createPageLists({ store, model, rerank: plugs.rerank, onRerankerError: announce })
  whenErased(lists.forget)
  const mayLearn = () => purposes.learn && !pause.on && !signal.aborted
  const choices = createChoices({ store, slots, model, mayLearn })
  const idle = createIdleWork({
    model,
    learner,
    database,
    mayLearn: () => options.learn && mayLearn(),
    signal,
    onDone: announce,
  })
  idle.lowBattery(options.lowBattery)
  whenErased(idle.stop)
  const status = createVisitStatus({ model, lists, store, pause, audit, idle, learner, requests })

  function follow(message: Exclude<TabMessage, { type: 'erased' }>): void {
    if (message.type === 'paused') {
      pause.follow(message.on)
      announce()
    } else if (message.type === 'forgotten') {
      store.drop(message.ids)
      learner.discard()
      void model.restore().then(announce)
    } else if (message.type === 'imported') void store.reload().then(announce)
    else if (message.model === download.model) void model.restore().then(announce)
  }

  function announce(): void {
    if (!signal.aborted) onStatus(status())
  }

  beReady()
  whenErased(() => onStatus(status()))
  model.start()
  await model.waitFor('manifest', OPENING_MILLISECONDS)

  return {
    get ended() {
      return signal.aborted
    },
    async track(interactions) {
      const checked = checkInteractions(interactions)
      if (signal.aborted) throw penchantError('StorageUnavailable', 'the data was erased; start again with init()')
      const isKnown = (item: string) => model.serving !== null && model.serving.catalogue.row(item) > 0
      const kept = (pause.on ? [] : checked).map((given) => lists.withPropensity(minimise(given, isKnown)))
      await store.append(kept)
      for (const { item, event } of kept) if (item !== undefined && isItemEvent(event)) lists.clicked(item)
      if (purposes.learn) await choices.reward(kept)
      idle.touch()
      void store.expire(Date.now())
      return status()
    },
    async recommend(request) {
      const answer = await lists.recommend(request)
      idle.touch()
      return answer
    },
    async choose(request) {
      const answer = await choices.choose(request)
      idle.touch()
      return answer
    },
    async inspect(request, whatIf) {
      await store.refresh().catch(() => {})
      return inspect(request, whatIf, model.serving, store.history, plugs.rerank)
    },
    async outlook() {
      await store.refresh().catch(() => {})
      await model.waitFor('manifest', model.patience)
      return sessionOutlook(store.history, model.serving, Date.now())
    },
    status: async () => status(),
    async learn() {
      if (!purposes.learn) throw penchantError('InvalidRequest', 'learn: the visitor has not agreed to it')
      await model.waitFor('encoder', OPENING_MILLISECONDS)
      await learner.learn(model.serving)
      return status()
    },
    exportData: () => exportData({ store, audit, slots, learner, model }),
    async importData(data) {
      if (signal.aborted) throw penchantError('StorageUnavailable', 'the data was erased; start again with init()')
      await store.whole()
      const { interactions, report } = mergeExport(data, store.history, keep, Date.now())
      if (report.added > 0) {
        await store.replace(interactions)
        tabs.tell({ type: 'imported' })
        announce()
        idle.touch()
      }
      return report
    },
    async forget(what) {
      await store.whole()
      const removed = rowsToForget(what, store.history)
      await store.remove(removed)
      await Promise.all([learner.unlearn(), slots.clear()])
      tabs.tell({ type: 'forgotten', ids: removed })
      await model.restore()
      idle.touch()
      return status()
    },
    async pause(on) {
      await pause.set(on === true)
      tabs.tell({ type: 'paused', on: pause.on })
      announce()
      return status()
    },
    async lowBattery(isLow) {
      idle.lowBattery(isLow === true)
      idle.touch()
      return status()
    },
    async erase() {
      tabs.tell({ type: 'erased' })
      end()
      // What is being downloaded must not be cached after the cache is gone.
      await withTimeout(Promise.resolve(model.ending), ERASE_MILLISECONDS, 'the end of the download').catch(() => {})
      const results = await Promise.allSettled([database.erase(), deleteModelCaches(options.database)])
      for (const result of results) if (result.status === 'rejected') throw result.reason
    },
  }
}
