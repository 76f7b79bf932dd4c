import {
  type ChoiceRequest,
  type ChoiceResponse,
  type EngineApi,
  type EngineStatus,
  isItemEvent,
  penchantError,
  type RecommendationKind,
  type RecommendRequest,
} from '@penchant/protocol'
import { createAudit } from './audit.ts'
import { checkChoice } from './check-choice.ts'
import { checkInteractions } from './check-interactions.ts'
import type { CheckedOptions } from './check-options.ts'
import { checkRequest } from './check-request.ts'
import { affinities, shown as afterShowing, choose, featuresOf, rewarded } from './choose.ts'
import { createDatabase } from './database.ts'
import { createDownload } from './download.ts'
import { eraseVisitors } from './erase-visitors.ts'
import { inspect } from './inspect.ts'
import { openInteractionStore } from './interaction-store.ts'
import { createLearner } from './learner.ts'
import { loadModel } from './load-model.ts'
import { mergeAnonymous } from './merge-anonymous.ts'
import { mergeExport } from './merge-export.ts'
import { minimise } from './minimise.ts'
import { deleteModelCaches } from './model-cache.ts'
import { openPause } from './pause.ts'
import type { Plugs } from './plugs.ts'
import { recommend } from './recommend.ts'
import { recommendFilled } from './recommend-filled.ts'
import { createRequestLog } from './request-log.ts'
import { rolloutNumber } from './rollout-number.ts'
import { rowsToForget } from './rows-to-forget.ts'
import { createSchedule } from './schedule.ts'
import { openSealing } from './sealing.ts'
import type { Serving } from './serving.ts'
import { sessionOutlook } from './session-outlook.ts'
import { createShown } from './shown.ts'
import { createSlotStore } from './slot-store.ts'
import { joinTabs } from './tabs.ts'
import { tuneBackends } from './tune-backends.ts'
import { visitorDatabase } from './visitor-database.ts'
import { withTimeout } from './with-timeout.ts'

/** How long after the start an answer waits for the model, rather than come from what needs none. */
const PATIENCE_MILLISECONDS = 1500
/** What waits for the item table, and what for the encoder too once the visitor has done something. */
const BY_TABLE: ReadonlySet<RecommendationKind> = new Set(['similar', 'because-you-viewed', 'complete-cart'])
const BY_ENCODER: ReadonlySet<RecommendationKind> = new Set([
  'for-you',
  'categories',
  'brands',
  'price-bands',
  'search',
  'rerank',
])
/** What is about long ago waits for the whole history; the newest end of it is enough for the rest until all is read. */
const BY_HISTORY: ReadonlySet<RecommendationKind> = new Set(['buy-again', 'continue', 'recently-viewed'])
/** Silence after which there is time to measure backends and to learn. */
const IDLE_MILLISECONDS = 2000
/** Between two attempts to load a model that could not be had. */
const RETRY_MILLISECONDS = 30_000
/** For the first part of the model; it may come later, too. */
const OPENING_MILLISECONDS = 20_000
const ERASE_MILLISECONDS = 3000
/** What options are about is compared with this many items that the visitor likely wants. */
const LIKED = 100
/** Explored places of lists that a click is still looked for in: a page that is never left shows without end. */
const OPEN_PLACES = 2000
/** Ids of choices begin with it. */
const CHOICE = 'choice:'

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
  let serving: Serving | null = null
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
  const tabs = joinTabs(name, (message) => {
    if (message.type === 'erased') end()
    else if (message.type === 'paused') {
      pause.follow(message.on)
      announce()
    } else if (message.type === 'forgotten') {
      store.drop(message.ids)
      learner.discard()
      void restore().then(announce)
    } else if (message.type === 'imported') void store.reload().then(announce)
    else if (message.model === download.model) void restore().then(announce)
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
  whenErased(() => learner.forget(serving?.encoder))
  if (!purposes.learn) await Promise.all([learner.unlearn(), slots.clear()]).catch(() => {})
  let persisted: boolean | null = null
  void globalThis.navigator?.storage?.persisted?.().then(
    (is) => {
      persisted = is
    },
    () => {},
  )
  const shown = createShown()
  /** By attribution, of this page's lists. */
  const propensities = new Map<string, number>()
  whenErased(shown.forget)

  let modelError: Error | null = null
  let backendError = ''
  let rerankerError = ''
  let loading: Promise<void> | null = null
  let lastLoad = 0
  const timings: EngineStatus['timings'] = { start: 0, lastEncode: null, lastScore: null, lastRecommend: null }
  /** Called whenever more of the model is there, and when loading ends. */
  const progress = new Set<() => void>()
  let tuned = false

  /** Stopped while the battery is low: what is learnt of the engine's own accord. */
  let spare = new AbortController()
  whenErased(() => spare.abort(signal.reason))
  function spareBattery(isLow: boolean): void {
    if (isLow) spare.abort('the battery is low')
    else if (spare.signal.aborted && !signal.aborted) spare = new AbortController()
  }
  spareBattery(options.lowBattery)

  const idle = createSchedule(
    () => !signal.aborted && serving?.encoder != null && (!tuned || mayLearn(serving)),
    async () => {
      if (!tuned) {
        tuned = true
        await tuneBackends(serving!.encoder!, database)
      }
      await learner.catchUp()
      if (mayLearn(serving!)) await learner.learn(serving, spare.signal)
      announce()
    },
    IDLE_MILLISECONDS,
  )
  whenErased(idle.stop)

  function mayLearn(serving: Serving): boolean {
    return options.learn && purposes.learn && !pause.on && !spare.signal.aborted && learner.isDue(serving)
  }

  async function restore(): Promise<void> {
    if (serving?.encoder) await learner.restore(serving.encoder, serving.hash)
  }

  function load(): Promise<void> {
    lastLoad = performance.now()
    modelError = null
    loading = loadModel({
      download,
      backend: options.backend,
      restore: learner.restore,
      onProgress(loaded) {
        serving = loaded
        if (loaded.encoder && timings.start === 0) timings.start = performance.now() - opened
        progressed()
      },
      onProblem(error) {
        if (error.name === 'BackendUnavailable') backendError = error.message
        else modelError = error
      },
    })
      .catch((error) => {
        modelError = error
      })
      .finally(() => {
        loading = null
        timings.start ||= performance.now() - opened
        progressed()
        idle.touch()
        void store.expire(Date.now()).then(announce)
      })
    return loading
  }

  function progressed(): void {
    for (const heard of [...progress]) heard()
    announce()
  }

  /** Resolves when `isThere`, when loading has ended, or when it has lasted too long. */
  async function waitFor(isThere: () => boolean, milliseconds: number): Promise<void> {
    if (isThere() || !loading || milliseconds <= 0) return
    let heard = () => {}
    const arrived = new Promise<void>((resolve) => {
      heard = () => {
        if (isThere() || !loading) resolve()
      }
      progress.add(heard)
    })
    await withTimeout(arrived, milliseconds, 'the model').catch(() => {})
    progress.delete(heard)
  }

  function status(): EngineStatus {
    const { history } = store
    return {
      model: serving && {
        name: serving.manifest.name,
        hash: serving.hash,
        items: serving.manifest.items,
        bytes: serving.bytes,
      },
      ...(modelError && { modelError: `${modelError.name}: ${modelError.message}` }),
      ...(rerankerError && { rerankerError }),
      backend: serving?.encoder?.backends ?? {
        inference: null,
        training: null,
        reason: backendError || (loading ? 'starting' : 'no model'),
      },
      storage: store.storage,
      storageProblem: store.problem,
      persisted,
      scorer: serving?.table?.scorer.kind ?? null,
      interactions: history.length,
      sessions: history.at(-1)?.session ?? 0,
      paused: pause.on,
      audit: audit.status(serving),
      waits: spare.signal.aborted ? 'low-battery' : learner.waits,
      adapter: learner.adapter,
      learning: learner.runs,
      timings: { ...timings },
      requests: requests.list(),
    }
  }

  function announce(): void {
    if (!signal.aborted) onStatus(status())
  }

  async function answer(given: RecommendRequest) {
    const started = performance.now()
    const request = checkRequest(given)
    if (!serving && !loading && !signal.aborted && started - lastLoad > RETRY_MILLISECONDS) void load()
    const kinds = [request.kind, ...request.fallbackKinds]
    const isOld = kinds.some((kind) => BY_HISTORY.has(kind)) || request.excludeBought || request.frequencyCap
    await (isOld ? store.whole() : store.refresh()).catch(() => {})
    const patience = opened + PATIENCE_MILLISECONDS - performance.now()
    if (kinds.some((kind) => BY_TABLE.has(kind))) await waitFor(() => serving?.table != null, patience)
    if (kinds.some((kind) => BY_ENCODER.has(kind)) && store.history.length > 0) {
      await waitFor(() => serving?.encoder != null, patience)
    }
    const { items, source, seed, encodeTime, scoreTime } = await shown.inTurn(request.page, async () => {
      const answer = await recommendFilled(request, serving, store.history, {
        shown,
        rerank: plugs.rerank,
        onRerankerError(error) {
          rerankerError = `${error.name}: ${error.message}`
          announce()
        },
      })
      shown.add(
        request,
        answer.items.map(({ item }) => item.id),
      )
      return answer
    })
    const took = performance.now() - started
    timings.lastEncode = encodeTime ?? timings.lastEncode
    timings.lastScore = scoreTime ?? timings.lastScore
    timings.lastRecommend = took
    idle.touch()
    const id = identifier()
    for (const [i, { propensity }] of items.entries()) {
      if (propensity !== undefined) propensities.set(`${id}:${i + 1}`, propensity)
    }
    for (const place of propensities.keys()) {
      if (propensities.size <= OPEN_PLACES) break
      propensities.delete(place)
    }
    return {
      id,
      kind: request.kind,
      items: items.map(({ parts: _, ...entry }, i) => ({ ...entry, attribution: `${id}:${i + 1}` })),
      source,
      ...(seed !== undefined && { seed }),
      took,
    }
  }

  async function answerChoice(given: ChoiceRequest): Promise<ChoiceResponse> {
    const request = checkChoice(given)
    const { slot, options, device } = request
    await store.refresh().catch(() => {})
    const { history } = store
    const isAboutItems = options.some(({ about }) => about)
    const liked = isAboutItems ? await recommend(checkRequest({ count: LIKED }), serving, history) : { items: [] }
    const moment = { device, now: new Date(), history }
    const features = affinities(options, liked.items).map((affinity) => featuresOf(affinity, moment))
    const choice = choose(request, await slots.read(slot), features, Math.random())
    const id = CHOICE + identifier()
    const prior = options.find((option) => option.id === choice.option)?.prior
    if (!pause.on && purposes.learn && !signal.aborted) {
      await slots.update([slot], (record) => afterShowing(record, id, choice, prior))
    }
    idle.touch()
    return { id, slot, option: choice.option, propensity: choice.propensity, source: 'bandit' }
  }

  whenErased(() => onStatus(status()))
  void load()
  await waitFor(() => serving !== null, OPENING_MILLISECONDS)

  return {
    get ended() {
      return signal.aborted
    },
    async track(interactions) {
      const checked = checkInteractions(interactions)
      if (signal.aborted) throw penchantError('StorageUnavailable', 'the data was erased; start again with init()')
      const isKnown = (item: string) => serving !== null && serving.catalogue.row(item) > 0
      const kept = (pause.on ? [] : checked).map((given) => {
        const interaction = minimise(given, isKnown)
        const propensity = propensities.get(interaction.via ?? '')
        return propensity === undefined ? interaction : { ...interaction, propensity }
      })
      await store.append(kept)
      for (const { item, event } of kept) if (item !== undefined && isItemEvent(event)) shown.clicked(item)
      const answers = new Set(kept.flatMap(({ via }) => (via?.startsWith(CHOICE) ? via : [])))
      if (answers.size > 0 && purposes.learn) await slots.update('all', (record) => rewarded(record, answers))
      idle.touch()
      void store.expire(Date.now())
      return status()
    },
    recommend: answer,
    choose: answerChoice,
    async inspect(request, whatIf) {
      await store.refresh().catch(() => {})
      return inspect(request, whatIf, serving, store.history, plugs.rerank)
    },
    async outlook() {
      await store.refresh().catch(() => {})
      await waitFor(() => serving !== null, opened + PATIENCE_MILLISECONDS - performance.now())
      return sessionOutlook(store.history, serving, Date.now())
    },
    status: async () => status(),
    async learn() {
      if (!purposes.learn) throw penchantError('InvalidRequest', 'learn: the visitor has not agreed to it')
      await waitFor(() => serving?.encoder != null, OPENING_MILLISECONDS)
      await learner.learn(serving)
      return status()
    },
    async exportData() {
      await store.whole()
      return {
        format: 'penchant-export',
        version: 1,
        exportedAt: new Date().toISOString(),
        interactions: [...store.history],
        audit: audit.status(serving),
        slots: await slots.all(),
        adapter: learner.kept && base64(learner.kept.bytes),
        adapterBase: learner.kept?.base ?? null,
      }
    },
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
      await restore()
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
      spareBattery(isLow === true)
      idle.touch()
      return status()
    },
    async erase() {
      tabs.tell({ type: 'erased' })
      end()
      // What is being downloaded must not be cached after the cache is gone.
      await withTimeout(Promise.resolve(loading), ERASE_MILLISECONDS, 'the end of the download').catch(() => {})
      const results = await Promise.allSettled([database.erase(), deleteModelCaches(options.database)])
      for (const result of results) if (result.status === 'rejected') throw result.reason
    },
  }
}

/** Unique enough to attribute clicks; `randomUUID` exists on secure pages only. */
function identifier(): string {
  return (
    crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('-')
  )
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
