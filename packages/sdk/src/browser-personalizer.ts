import { type ConsentSignal, type EngineApi, type PersonalizerStatus, PROTOCOL_VERSION } from '@penchant/protocol'
import { checkRequest } from './check-request.ts'
import type { Answer } from './connect.ts'
import { createConsentGate, type Decision } from './consent-gate.ts'
import { deleteDatabases } from './delete-databases.ts'
import { createDelivery, type Delivery } from './delivery.ts'
import { firstOption } from './first-option.ts'
import { interactionsFromEvent, text } from './interactions-from-event.ts'
import { createLazySources, type LoadSources } from './lazy-sources.ts'
import type { Personalizer } from './personalizer.ts'
import { createReporter } from './reporter.ts'
import { type PersonalizerOptions, resolveOptions } from './resolve-options.ts'
import { shopOrder } from './shop-order.ts'
import { startSources } from './start-sources.ts'
import { startWorker } from './start-worker.ts'
import { createStatusStore } from './status-store.ts'
import { superviseEngine } from './supervise-engine.ts'
import { watchBattery } from './watch-battery.ts'
import { type LoadSignals, watchConsent } from './watch-consent.ts'
import { whenActive } from './when-active.ts'
import { whenIdle } from './when-idle.ts'
import { withRules } from './with-rules.ts'
import { withTimeout } from './with-timeout.ts'
import { workerGone } from './worker-gone.ts'
import { wrongValue } from './wrong-value.ts'

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

  const end = new AbortController()
  const { signal } = end
  let callOff = () => {}
  /** Settles when the page is looked at, and deletions and changes of visitor have: nothing may be stored before. */
  let settled: Promise<unknown> = whenActive()
  /** Who has signed in, by the shop's id; empty for nobody. The engine's is another one while what was done before is stored. */
  let visitor = ''
  let current = ''
  /** What was done anonymously is to become theirs; once, not whenever a worker dies. */
  let merge = false
  /** What is wrong with the engine. */
  let problem = ''
  /** The visitor's wish outlives an erasure. */
  let paused: boolean | undefined
  let lowBattery = false

  const watching = new Set<Parameters<Personalizer['watch']>[0]>()

  const hasModel = options.engine.model !== ''
  const isAllowed = () => gate.state === 'granted' && hasModel && !signal.aborted
  /** Where the engine is not running. */
  const atRest = { state: hasModel ? 'idle' : 'failed', engine: null } as const

  const consented = () => ({
    consent: gate.state,
    decidedBy: gate.signal,
    purposes: gate.purposes,
    identified: visitor !== '',
  })
  const store = createStatusStore({ ...atRest, ...consented(), queued: 0, dropped: 0, message: '' }, report)
  function update(change: Partial<PersonalizerStatus> = {}): void {
    const { engine } = { ...store.getSnapshot(), ...change }
    const sentences = new Set([gate.reason, problem, engine?.modelError, engine?.rerankerError, reporter.last])
    const message = [...sentences].filter(Boolean).join(' ')
    store.set({ ...change, ...consented(), queued: delivery.queue.size, dropped: delivery.queue.dropped, message })
  }

  /** Its supervisor has told already that a worker is gone. */
  function complain(error: unknown): void {
    if ((error as Error).name !== 'WorkerUnavailable') report(error)
  }

  const engine = superviseEngine({
    startWorker: () => startWorker(options.workerUrl || entryWorkerUrl()),
    options: () => ({
      ...options.engine,
      protocolVersion: PROTOCOL_VERSION,
      visitor: current,
      merge,
      purposes: gate.purposes,
      automated: navigator.webdriver,
      paused,
      lowBattery,
    }),
    timeout: options.timeout,
    onState(state, error) {
      problem = error?.message ?? ''
      if (error) reporter.tell(error)
      update({ state })
      if (state !== 'ready') return
      merge = false
      void delivery.drain()
    },
    onStatus: (status) => update({ engine: status }),
    onError: report,
  })

  async function ask<K extends keyof EngineApi>(method: K, ...args: Parameters<EngineApi[K]>): Promise<Answer<K>> {
    await settled
    return call(method, ...args)
  }

  async function call<K extends keyof EngineApi>(method: K, ...args: Parameters<EngineApi[K]>): Promise<Answer<K>> {
    if (!isAllowed()) throw workerGone('No consent.')
    return engine.call(method, ...args)
  }

  /** One visitor's events. */
  function deliver(): Delivery {
    const own = createDelivery({
      limit: options.maxQueue,
      isAllowed,
      // What was done before a change of visitor is what that change waits for.
      store: (interactions) => (own === delivery ? ask : call)('track', interactions),
      onStatus: (status) => update({ engine: status }),
      onError(error) {
        complain(error)
        update()
      },
    })
    return own
  }
  let delivery = deliver()
  let leaving = delivery

  function take(name: unknown, params?: unknown): void {
    try {
      if (signal.aborted || gate.state === 'denied') return
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

  /** Asks the engine; another one where it dies meanwhile. */
  async function get<K extends keyof EngineApi>(
    method: K,
    args: Parameters<EngineApi[K]>,
    again = true,
  ): Promise<Answer<K>> {
    try {
      // What the visitor did just now counts.
      await delivery.drain()
      return await ask(method, ...args)
    } catch (error) {
      if ((error as Error).name === 'WorkerUnavailable' && again) return get(method, args, false)
      throw error
    }
  }

  /** What the engine has to say; null where it says nothing. */
  async function read<K extends keyof EngineApi>(
    method: K,
    ...args: Parameters<EngineApi[K]>
  ): Promise<Answer<K> | null> {
    try {
      return await get(method, args)
    } catch (error) {
      complain(error)
      return null
    }
  }

  const inTime = <K extends keyof EngineApi>(method: K, ...args: Parameters<EngineApi[K]>) =>
    withTimeout(get(method, args), options.timeout, method)

  /** Has the engine change what it keeps. @returns whether it has. */
  async function change<K extends 'learn' | 'forget' | 'pause' | 'lowBattery'>(
    method: K,
    ...args: Parameters<EngineApi[K]>
  ): Promise<boolean> {
    const engine = await read(method, ...args)
    if (engine) update({ engine })
    return engine !== null
  }

  /** Where it may. */
  function startSoon(): void {
    callOff()
    callOff = whenIdle(() => {
      settled.then(() => isAllowed() && engine.start()).catch(complain)
    })
  }

  function halt(): void {
    engine.stop()
    problem = ''
    update(atRest)
  }

  async function removeAll(everybody: boolean): Promise<boolean> {
    try {
      await (everybody || settled)
      // Only the engine knows what the database of who has signed in is called.
      if (current && !everybody && isAllowed()) await engine.start()
      const isErased = await engine.erase()
      if (!everybody && (isErased || current)) return isErased
      await deleteDatabases(options.engine.database, everybody, options.timeout)
      return true
    } catch (error) {
      report(error)
      return false
    }
  }

  function forget(everybody: boolean): Promise<boolean> {
    callOff()
    const removed = removeAll(everybody)
    settled = Promise.all([settled, removed])
    leaving.queue.clear()
    delivery.queue.clear()
    paused = store.getSnapshot().engine?.paused
    problem = ''
    update(atRest)
    return removed
  }

  /** Does what a change of consent asks for. @returns whether nothing is left of what is no longer allowed. */
  async function decide(by: ConsentSignal, decision: Decision): Promise<boolean> {
    const { state, purposes: before } = gate
    try {
      gate.decide(by, decision)
    } catch (error) {
      report(error)
      return false
    }
    const { store: stores, learn } = gate.purposes
    update()
    if (gate.state === 'denied') {
      // Then all is deleted already; or it was denied by the browser's signal alone, in spite of which the visitor may have agreed.
      if (state === 'denied' && !/shop|banner/.test(by)) return true
      named.stop()
      return forget(true)
    }
    if (gate.state === 'granted' && state !== 'granted') {
      startSoon()
      // Where they run already, since consent was pending, nothing changes; after a refusal, what was done under it stays out.
      named.start(true)
    } else if (before.store !== stores || before.learn !== learn) {
      // Another engine, which begins by deleting what is no longer allowed.
      paused = store.getSnapshot().engine?.paused
      halt()
      startSoon()
    }
    return true
  }

  async function become(next: string, merging: boolean, before: Promise<unknown>): Promise<void> {
    await before
    if (leaving !== delivery) await leaving.drain()
    current = next
    merge = merging
    paused = undefined
    halt()
    startSoon()
  }

  async function identify(given: string | null, how?: { merge?: boolean }): Promise<boolean> {
    const next = given === null ? '' : text(given)
    if (next === undefined) {
      report(wrongValue('InvalidRequest', 'identify: the id', given, "give the shop's own id, or null"))
      return false
    }
    const merging = Boolean(how?.merge)
    if (next !== visitor || merging) {
      visitor = next
      leaving = delivery
      // What waits for consent is merged, or belongs to nobody.
      if (isAllowed() || !merging) delivery = deliver()
      settled = become(next, merging, settled)
    }
    await settled
    return true
  }

  wrong.forEach(report)
  update()
  if (options.visitor) void identify(options.visitor)
  // A page that comes back from the back/forward cache may have lost its worker there.
  window.addEventListener('pageshow', ({ persisted }) => persisted && engine.check(), { signal })
  void watchBattery((isLow) => {
    lowBattery = isLow
    // A worker that is not there yet hears of it at its start.
    if (store.getSnapshot().state !== 'idle') void change('lowBattery', isLow)
  }, signal)
  startSoon()
  // Where the shop says so; not on a signal alone, or who agreed in spite of one would lose all at each page.
  if (gate.state === 'denied' && gate.signal === 'option') callOff = whenIdle(() => void forget(true))
  if (gate.state !== 'denied') named.start(false)
  const stopSources = startSources(options.sources, named.track, report)
  const stopConsent = watchConsent(options.asks, {
    load: loadSignals,
    region: options.region,
    gate,
    decide: (by, decision) => void (signal.aborted || decide(by, decision)),
    report,
  })

  return {
    track: named.track,
    async recommend(asked) {
      const { request, fallback, errors } = checkRequest(asked)
      errors.forEach(report)
      try {
        if (!errors[0] && isAllowed()) {
          const response = await inTime('recommend', withRules(request, options.rules))
          if (response.source !== 'shop-order' || response.items[0]) return response
        }
      } catch (error) {
        complain(error)
      }
      return shopOrder(request, fallback)
    },
    async choose(request) {
      try {
        if (isAllowed()) return await inTime('choose', request)
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
    identify,
    outlook: () => read('outlook'),
    inspect: (request, whatIf = {}) => read('inspect', withRules(checkRequest(request).request, options.rules), whatIf),
    watch(listener) {
      watching.add(listener)
      return () => watching.delete(listener)
    },
    export: () => read('exportData'),
    import: (data) => read('importData', data),
    erase() {
      const removed = forget(false)
      startSoon()
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
      end.abort()
      callOff()
      stopSources()
      stopConsent()
      named.stop()
      halt()
    },
  }
}
