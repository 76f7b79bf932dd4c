import { type ExportedData, type Forgettable, type Purposes, penchantError } from '@penchant/protocol'
import { createBrowserPersonalizer } from './browser-personalizer.ts'
import type { ShopRequest } from './check-request.ts'
import type { Personalizer } from './personalizer.ts'
import type { PersonalizerOptions } from './resolve-options.ts'
import { show } from './show.ts'
import type { Emit } from './source.ts'

type Callback<T> = (value: T) => void

/** `window.penchant` of a page with the script tag. What is called before it has loaded waits in the stub's queue. */
export interface PenchantGlobal {
  (command: 'track', ...args: Parameters<Emit>): void
  (
    command: 'recommend',
    request?: ShopRequest,
    callback?: Callback<Awaited<ReturnType<Personalizer['recommend']>>>,
  ): ReturnType<Personalizer['recommend']>
  (
    command: 'choose',
    request: Parameters<Personalizer['choose']>[0],
    callback?: Callback<Awaited<ReturnType<Personalizer['choose']>>>,
  ): ReturnType<Personalizer['choose']>
  (
    command: 'outlook',
    callback?: Callback<Awaited<ReturnType<Personalizer['outlook']>>>,
  ): ReturnType<Personalizer['outlook']>
  (command: 'consent', decision: 'grant', purposes?: Partial<Purposes>): void
  /** Says whether nothing is left. */
  (command: 'consent', decision: 'deny', callback?: Callback<boolean>): Promise<boolean>
  /** Calls `listener` at once, and again whenever the status changes. Returns what ends that. */
  (command: 'on', what: 'status', listener: Callback<ReturnType<Personalizer['getSnapshot']>>): () => void
  (command: 'learn', callback?: Callback<void>): Promise<void>
  (
    command: 'export',
    callback?: Callback<Awaited<ReturnType<Personalizer['export']>>>,
  ): ReturnType<Personalizer['export']>
  (
    command: 'import',
    data: ExportedData,
    callback?: Callback<Awaited<ReturnType<Personalizer['import']>>>,
  ): ReturnType<Personalizer['import']>
  (command: 'forget', what: Forgettable, callback?: Callback<boolean>): Promise<boolean>
  (command: 'erase', callback?: Callback<boolean>): Promise<boolean>
  /** Hears of everything that goes wrong, and of what went wrong before. */
  (command: 'error', listener: Callback<Error>): void
  readonly personalizer: Personalizer
  /** Tells the `error` listeners. */
  report(error: Error): void
  /** Where the stub goes on putting calls. */
  readonly q: { push(call: ArrayLike<unknown>): void }
}

/** Errors kept for an `error` listener that comes later. */
const KEPT_ERRORS = 20

type Question = 'recommend' | 'choose' | 'import' | 'forget' | 'outlook' | 'learn' | 'export' | 'erase'
/** Answered by callback and by promise: with something to say before the callback, and without. */
const ABOUT: readonly Question[] = ['recommend', 'choose', 'import', 'forget']
const ALONE: readonly Question[] = ['outlook', 'learn', 'export', 'erase']

const COMMANDS = `give track, ${[...ABOUT, ...ALONE].join(', ')}, consent with "grant" or "deny", on with "status" and a function, or error with a function`

/** No JSON stays a text, which is refused by name. */
function rulesFrom(text: string | undefined): PersonalizerOptions['rules'] {
  try {
    return text && JSON.parse(text)
  } catch {
    return text as unknown as PersonalizerOptions['rules']
  }
}

function optionsFrom(data: DOMStringMap, onError: (error: Error) => void): PersonalizerOptions {
  return {
    model: data.model ?? '',
    modelKey: data.modelKey,
    consent: data.consent as PersonalizerOptions['consent'],
    region: data.region,
    workerUrl: data.worker,
    backend: data.backend as PersonalizerOptions['backend'],
    database: data.database,
    learn: data.learn !== 'false',
    encrypt: data.encrypt === 'true',
    audit: data.audit as PersonalizerOptions['audit'],
    rules: rulesFrom(data.rules),
    sources: data.sources as PersonalizerOptions['sources'],
    onError,
  }
}

/**
 * Puts `window.penchant` in the stub's place and does what waited there, in order. Never throws.
 *
 * @param script the script tag itself: `document.currentScript`, also where it came late or by another script.
 */
export function installGlobal(script: HTMLScriptElement): void {
  const stub = (window as { penchant?: Partial<PenchantGlobal> }).penchant
  if (stub?.personalizer) {
    stub.report?.(
      penchantError('InvalidOption', `${script.src} is on this page twice; take one of the script tags out.`),
    )
    return
  }

  if (!script.dataset.model)
    console.warn('penchant.js: the script tag has no data-model, the URL of the published model.')

  const listeners: Callback<Error>[] = []
  const kept: Error[] = []

  function callBack<T>(callback: unknown, value: T): void {
    if (typeof callback !== 'function') return
    try {
      callback(value)
    } catch (error) {
      report(error as Error)
    }
  }
  function hear(listener: Callback<Error>, error: Error): void {
    try {
      listener(error)
    } catch {
      // Telling it of its own error would not end.
    }
  }
  function report(error: Error): void {
    kept.push(error)
    kept.splice(0, kept.length - KEPT_ERRORS)
    for (const listener of listeners) hear(listener, error)
  }
  function answer<T>(promise: Promise<T>, callback: unknown): Promise<T> {
    promise.then((value) => callBack(callback, value))
    return promise
  }

  const personalizer = createBrowserPersonalizer(
    optionsFrom(script.dataset, report),
    () => new URL('engine/worker.js', script.src).href,
    () => import(/* @vite-ignore */ new URL('sources.js', script.src).href),
    () => import(/* @vite-ignore */ new URL('consent.js', script.src).href),
  )

  function run(command: unknown, ...[first, second]: unknown[]): unknown {
    const { consent, getSnapshot } = personalizer
    if (command === 'track') return personalizer.track(first as string, second as object)
    const name = command as Question
    if (ABOUT.includes(name)) return answer((personalizer[name] as (about: unknown) => Promise<unknown>)(first), second)
    if (ALONE.includes(name)) return answer((personalizer[name] as () => Promise<unknown>)(), first)
    if (command === 'consent' && first === 'grant') return consent.grant(second as Partial<Purposes>)
    if (command === 'consent' && first === 'deny') return answer(consent.deny(), second)
    if (command === 'on' && first === 'status' && typeof second === 'function') {
      const listener = () => callBack(second, getSnapshot())
      listener()
      return personalizer.subscribe(listener)
    }
    if (command === 'error' && typeof first === 'function') {
      listeners.push(first as Callback<Error>)
      for (const error of kept) hear(first as Callback<Error>, error)
      return
    }
    report(penchantError('InvalidRequest', `penchant(${show(command)}, ${show(first)}) is no command; ${COMMANDS}.`))
  }

  const queue = { push: (call: ArrayLike<unknown>) => void run(...(Array.from(call ?? []) as [unknown])) }
  const installed = Object.assign(run, { personalizer, report, q: queue })
  Object.assign(window, { penchant: installed })
  const waiting: unknown = stub?.q
  if (!Array.isArray(waiting)) return
  const calls = waiting.splice(0)
  // Who holds on to the stub's own queue still puts calls there.
  Object.assign(waiting, queue)
  calls.forEach(queue.push)
}
