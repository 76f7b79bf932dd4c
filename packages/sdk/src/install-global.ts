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
  /** Who has signed in, by the shop's own id, or null for nobody; says whether this tab is theirs now. */
  (
    command: 'identify',
    visitor: string | null,
    how?: { merge?: boolean },
    callback?: Callback<boolean>,
  ): Promise<boolean>
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

/** Answered by promise and by callback, which comes last. */
const QUESTIONS = [
  'recommend',
  'choose',
  'identify',
  'import',
  'forget',
  'outlook',
  'learn',
  'export',
  'erase',
] as const

const COMMANDS = `give track, ${QUESTIONS.join(', ')}, consent "grant" or "deny", on "status", or error`

/** No JSON stays a text, which is refused by name. */
function rulesFrom(text: string | undefined): PersonalizerOptions['rules'] {
  try {
    return text && JSON.parse(text)
  } catch {
    return text as unknown as PersonalizerOptions['rules']
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
    stub.report?.(penchantError('InvalidOption', `${script.src} is on this page twice; take one out.`))
    return
  }

  const { dataset } = script
  if (!dataset.model) console.warn('penchant.js: give data-model, the URL of the published model.')

  const listeners: Callback<Error>[] = []
  const kept: Error[] = []

  function callBack<T>(callback: unknown, value: T, onError: (thrown: Error) => void = report): void {
    try {
      if (typeof callback === 'function') callback(value)
    } catch (error) {
      onError(error as Error)
    }
  }
  /** Telling a listener of its own error would not end. */
  const hear = (listener: Callback<Error>, error: Error) => callBack(listener, error, () => {})
  function report(error: Error): void {
    kept.push(error)
    kept.splice(0, kept.length - KEPT_ERRORS)
    for (const listener of listeners) hear(listener, error)
  }
  function answer<T>(promise: Promise<T>, callback: unknown): Promise<T> {
    promise.then((value) => callBack(callback, value))
    return promise
  }

  const beside = (file: string) => new URL(file, script.src).href
  const load = (file: string) => import(/* @vite-ignore */ beside(file))
  const personalizer = createBrowserPersonalizer(
    // Attributes are named as the options are; `resolveOptions` tells what is wrong with them.
    {
      ...(dataset as unknown as PersonalizerOptions),
      workerUrl: dataset.worker,
      rules: rulesFrom(dataset.rules),
      onError: report,
    },
    () => beside('engine/worker.js'),
    () => load('sources.js'),
    () => load('consent.js'),
  )

  function run(command: unknown, ...about: unknown[]): unknown {
    const [first, second] = about
    const { consent } = personalizer
    if (command === 'track') return personalizer.track(first as string, second as object)
    const name = command as (typeof QUESTIONS)[number]
    if (QUESTIONS.includes(name)) {
      const ask = personalizer[name] as (...about: unknown[]) => Promise<unknown>
      return answer(ask(...about), about.at(-1))
    }
    if (command === 'consent' && first === 'grant') return consent.grant(second as Partial<Purposes>)
    if (command === 'consent' && first === 'deny') return answer(consent.deny(), second)
    if (command === 'on' && first === 'status' && typeof second === 'function') {
      const listener = () => callBack(second, personalizer.getSnapshot())
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
