import { type EngineApi, type PersonalizerStatus, PROTOCOL_VERSION, penchantError } from '@penchant/protocol'
import { type CheckedRequest, checkRequest } from './check-request.ts'
import type { Answer } from './connect.ts'
import { createConsentGate, type Decision } from './consent-gate.ts'
import { deleteDatabase } from './delete-database.ts'
import { createDelivery } from './delivery.ts'
import { firstOption } from './first-option.ts'
import { interactionsFromEvent } from './interactions-from-event.ts'
import { createLazySources, type LoadSources } from './lazy-sources.ts'
import type { Personalizer } from './personalizer.ts'
import { createReporter } from './reporter.ts'
import { type PersonalizerOptions, resolveOptions } from './resolve-options.ts'
import { shopOrder } from './shop-order.ts'
import { startSources } from './start-sources.ts'
import { startWorker } from './start-worker.ts'
import { createStatusStore } from './status-store.ts'
import { superviseEngine } from './supervise-engine.ts'
import { type LoadSignals, watchConsent } from './watch-consent.ts'
import { whenActive } from './when-active.ts'
import { whenIdle } from './when-idle.ts'
import { withRules } from './with-rules.ts'
import { withTimeout } from './with-timeout.ts'

const SHOP_ORDER = "Recommendations follow the shop's own order until the page is loaded again."

/**
 * The wiring of the page's side. What may be stored is for the consent gate to say, whether a worker
 * lives for the supervisor, what waits for it for the delivery.
 *
 * @param entryWorkerUrl where the entry finds its engine when the shop names no `workerUrl`.
 * @param loadSources how the entry gets the sources that a shop lists by name.
 * @param loadSignals how it gets the readers of consent platforms.
 */
export function createBrowserPersonalizer(
  given: PersonalizerOptions,
  entryWorkerUrl: () => string,
  loadSources: LoadSources,
  loadSignals: LoadSignals,
): Personalizer {
  const wrong: Error[] = []
  const options = resolveOptions(given, (error) => wrong.push(error))
  const reporter = createReporter(given?.onError, () => update())
  const { report } = reporter
  const gate = createConsentGate(options.consent, navigator as Navigator & { globalPrivacyControl?: boolean })

  let destroyed = false
  let callOff = () => {}
  /** Settles when the page is looked at and the last deletion has: nothing may be stored before. */
  let deletion: Promise<unknown> = whenActive()
  /** What is wrong with the engine. */
  let problem = ''
  /** The visitor's wish outlives an erasure. */
  let paused: boolean | undefined

  const watching = new Set<Parameters<Personalizer['watch']>[0]>()

  const isAllowed = () => gate.state === 'granted' && options.model !== '' && !destroyed
  /** Where the engine is not running. */
  const atRest = { state: options.model === '' ? 'failed' : 'idle', engine: null } as const

  const consented = () => ({ consent: gate.state, decidedBy: gate.signal, purposes: gate.purposes })
  const store = createStatusStore({ ...atRest, ...consented(), queued: 0, dropped: 0, message: '' }, report)
  function update(change: Partial<PersonalizerStatus> = {}): void {
    const { state, engine } = { ...store.getSnapshot(), ...change }
    const advice = state === 'failed' && SHOP_ORDER
    const sentences = new Set([gate.reason, problem, advice, engine?.modelError, engine?.rerankerError, reporter.last])
    const message = [...sentences].filter(Boolean).join(' ')
    store.set({ ...change, ...consented(), queued: delivery.queued, dropped: delivery.dropped, message })
  }

  /** Its supervisor has told already that a worker is gone. */
  function complain(error: unknown): void {
    if ((error as Error).name !== 'WorkerUnavailable') report(error)
  }

  const engine = superviseEngine({
    startWorker: () => startWorker(options.workerUrl || entryWorkerUrl()),
    options: () => ({
      protocolVersion: PROTOCOL_VERSION,
      model: options.model,
      modelKey: options.modelKey,
      database: options.database,
      backend: options.backend,
      learn: options.learn,
      purposes: gate.purposes,
      keep: options.keep,
      encrypt: options.encrypt,
      audit: options.audit,
      automated: navigator.webdriver === true,
      paused,
    }),
    timeout: options.timeout,
    onState(state, error) {
      problem = error?.message ?? ''
      if (error) reporter.tell(error)
      update({ state })
      if (state === 'ready') void delivery.drain()
    },
    onStatus: (status) => update({ engine: status }),
    onError: report,
  })

  async function ask<K extends keyof EngineApi>(method: K, ...args: Parameters<EngineApi[K]>): Promise<Answer<K>> {
    await deletion
    if (!isAllowed()) throw penchantError('WorkerUnavailable', 'No consent.')
    return engine.call(method, ...args)
  }

  const delivery = createDelivery({
    limit: options.maxQueue,
    isAllowed,
    store: (interactions) => ask('track', interactions),
    onStored: (status) => update({ engine: status }),
    onError(error) {
      complain(error)
      update()
    },
  })

  function take(name: unknown, params?: unknown): void {
    try {
      if (destroyed || gate.state === 'denied') return
      const reading = interactionsFromEvent(name, params, Date.now())
      const { interactions, errors } = reading
      errors.forEach(report)
      if (interactions.length > 0) {
        delivery.add(interactions)
        update()
        if (store.getSnapshot().state === 'ready') void delivery.drain()
      }
      for (const hear of watching) hear({ name, params, ...reading })
    } catch (error) {
      report(error)
    }
  }

  const named = createLazySources(options.sources, loadSources, take, report)

  async function recommend(request: CheckedRequest['request'], tries = 2): Promise<Answer<'recommend'>> {
    try {
      // What the visitor did just now counts.
      await delivery.drain()
      return await ask('recommend', request)
    } catch (error) {
      if ((error as Error).name === 'WorkerUnavailable' && tries > 1) return recommend(request, tries - 1)
      throw error
    }
  }

  /** Has the engine change what it keeps. @returns whether it has. */
  async function change<K extends 'learn' | 'forget' | 'pause'>(
    method: K,
    ...args: Parameters<EngineApi[K]>
  ): Promise<boolean> {
    try {
      await delivery.drain()
      update({ engine: await ask(method, ...args) })
      return true
    } catch (error) {
      complain(error)
      return false
    }
  }

  /** What the engine has to say; null where it says nothing. */
  async function read<K extends 'outlook' | 'exportData' | 'importData' | 'inspect'>(
    method: K,
    ...args: Parameters<EngineApi[K]>
  ): Promise<Answer<K> | null> {
    try {
      await delivery.drain()
      return await ask(method, ...args)
    } catch (error) {
      complain(error)
      return null
    }
  }

  function startSoon(): void {
    callOff()
    callOff = whenIdle(() => {
      deletion.then(() => isAllowed() && engine.start()).catch(complain)
    })
  }

  async function removeAll(): Promise<boolean> {
    try {
      if (!(await engine.erase())) await deleteDatabase(options.database, options.timeout)
      return true
    } catch (error) {
      report(error)
      return false
    }
  }

  function forget(): Promise<boolean> {
    callOff()
    const removed = removeAll()
    deletion = Promise.all([removed, whenActive()])
    delivery.clear()
    paused = store.getSnapshot().engine?.paused
    problem = ''
    update(atRest)
    return removed
  }

  /** Does what a change of consent asks for. @returns whether nothing is left of what is no longer allowed. */
  async function afterConsent(change: () => void, again: boolean): Promise<boolean> {
    const { state, purposes: before } = gate
    try {
      change()
    } catch (error) {
      report(error)
      return false
    }
    const { store: stores, learn } = gate.purposes
    update()
    if (gate.state === 'denied') {
      if (state === 'denied' && !again) return true
      named.stop()
      return forget()
    }
    if (gate.state === 'granted' && state !== 'granted') {
      startSoon()
      // Where they run already, since consent was pending, nothing changes; after a refusal, what was done under it stays out.
      named.start(true)
    } else if (before.store !== stores || before.learn !== learn) {
      // Another engine, which begins by deleting what is no longer allowed.
      paused = store.getSnapshot().engine?.paused
      engine.stop()
      update(atRest)
      startSoon()
    }
    return true
  }
  const decide = (by: 'shop' | 'banner', decision: Decision) => afterConsent(() => gate.decide(by, decision), true)

  function onPageShow(event: PageTransitionEvent): void {
    // A page that comes back from the back/forward cache may have lost its worker there.
    if (event.persisted) engine.check()
  }

  wrong.forEach(report)
  update()
  window.addEventListener('pageshow', onPageShow)
  if (gate.state === 'granted') startSoon()
  // Where the shop says so; not on a signal alone, or who agreed in spite of one would lose all at each page.
  if (gate.state === 'denied' && gate.signal === 'option') callOff = whenIdle(() => void forget())
  if (gate.state !== 'denied') named.start(false)
  const stopSources = startSources(options.sources, named.track, report)
  const stopConsent = watchConsent(options.asks, {
    load: loadSignals,
    region: options.region,
    decide: (decision) => void (destroyed || decide('banner', decision)),
    // What was denied already is deleted already; or by the browser's signal alone, in spite of which the visitor may have agreed.
    hear: (from, decision) => void (destroyed || afterConsent(() => gate.hear(from, decision), false)),
    report,
  })

  return {
    track: named.track,
    async recommend(asked) {
      let checked: CheckedRequest = { request: {}, fallback: [], errors: [] }
      try {
        checked = checkRequest(asked)
        checked.errors.forEach(report)
        if (checked.errors.length === 0 && isAllowed()) {
          const response = await withTimeout(
            recommend(withRules(checked.request, options.rules)),
            options.timeout,
            'recommend',
          )
          if (response.source !== 'shop-order' || response.items[0]) return response
        }
      } catch (error) {
        complain(error)
      }
      return shopOrder(checked.request, checked.fallback)
    },
    async choose(request) {
      try {
        if (isAllowed()) {
          await delivery.drain()
          return await withTimeout(ask('choose', request), options.timeout, 'choose')
        }
      } catch (error) {
        complain(error)
      }
      return firstOption(request)
    },
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    async learn() {
      await change('learn')
    },
    forget: (what) => change('forget', what),
    pause: (on) => change('pause', on),
    outlook: () => read('outlook'),
    inspect: (request, whatIf = {}) => read('inspect', withRules(checkRequest(request).request, options.rules), whatIf),
    watch(listener) {
      watching.add(listener)
      return () => watching.delete(listener)
    },
    export: () => read('exportData'),
    import: (data) => read('importData', data),
    erase() {
      const removed = forget()
      if (isAllowed()) startSoon()
      return removed
    },
    consent: {
      get state() {
        return gate.state
      },
      get purposes() {
        return gate.purposes
      },
      get signal() {
        return gate.signal
      },
      grant: (purposes = {}) => void decide('shop', purposes),
      deny: () => decide('shop', false),
    },
    destroy() {
      destroyed = true
      callOff()
      stopSources()
      stopConsent()
      named.stop()
      engine.stop()
      window.removeEventListener('pageshow', onPageShow)
      update(atRest)
    },
  }
}
