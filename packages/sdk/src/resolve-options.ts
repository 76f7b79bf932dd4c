import {
  AUDIT_MODES,
  type AuditMode,
  type BackendName,
  type ConsentState,
  type EngineOptions,
  type Purposes,
  type Rule,
} from '@penchant/protocol'
import { isPurposes } from './consent-gate.ts'
import { COUNT } from './count.ts'
import { show } from './show.ts'
import type { Source } from './source.ts'
import type { SourceName } from './sources/source-names.ts'
import type { ConsentBanner } from './watch-consent.ts'
import { wrongValue } from './wrong-value.ts'

export interface PersonalizerOptions {
  /** URL of the published model's folder, or of its `manifest.json`; relative to the page. */
  model: string | URL
  /** The public key that `penchant keys` prints: a model that is not signed by it is refused. Default none. */
  modelKey?: string
  /**
   * What the visitor has said so far, as a whole or by purpose; who is to be asked: a banner, or the consent platforms
   * of the page; `auto` for those that are there. Default `pending`: nothing is stored and no worker is fetched.
   */
  consent?: ConsentState | Partial<Purposes> | ConsentBanner | 'auto' | 'tcf' | 'consent-mode' | 'tcf consent-mode'
  /** Where the visitor is, as the shop knows it, e.g. `DE` or `US-CA`: for Consent Mode's defaults by region. */
  region?: string
  /** The shop's own id of who has signed in, so that several visitors of one device are kept apart. Default nobody. */
  visitor?: string | null
  /** Where the engine lies. Default: `engine/worker.js` beside this script. */
  workerUrl?: string | URL
  /** Default `auto`: the engine measures and chooses. */
  backend?: BackendName | 'auto'
  /** Fine-tune the model on the device when it is idle. Default true. */
  learn?: boolean
  /**
   * Who is learnt from. Default `on`: persons alone. `allow-automation` takes a browser that a program drives for one, as
   * tests of the shop need; `off` takes everybody.
   */
  audit?: AuditMode
  /** Name of the IndexedDB database. Default `penchant`. */
  database?: string
  /** How much is kept on the device at most. Default 390 days and 10,000 interactions. */
  keep?: { days?: number; interactions?: number }
  /** What the visitor did is stored encrypted, by a key that no script can read. Default false. */
  encrypt?: boolean
  /** Milliseconds a call to the engine may take; starting and learning get six times as much. Default 10,000. */
  timeout?: number
  /** Events that may wait in memory; the oldest goes first. Default 500. */
  maxQueue?: number
  /**
   * What finds events by itself: `auto` for all that come with Penchant, or a list of their names
   * and of functions of your own. Default none. Stopped by `destroy()`.
   */
  sources?: 'auto' | readonly ('auto' | SourceName | Source)[]
  /** For every list, before those of the request. Default none. */
  rules?: readonly Rule[]
  /** Hears of everything that goes wrong. Without it, `message` of the status holds the last error. */
  onError?: (error: Error) => void
}

/** Every option is there and valid; URLs are absolute. `model` is empty where none was given. */
export interface ResolvedOptions {
  /** What `init` of the engine takes. */
  engine: Pick<EngineOptions, 'model' | 'modelKey' | 'backend' | 'learn' | 'audit' | 'database' | 'keep' | 'encrypt'>
  consent: ConsentState | Partial<Purposes>
  /** A banner, or names of platforms. */
  asks: unknown
  /** Given as it is. */
  region: unknown
  visitor: string | null | undefined
  /** Empty: the entry's own default. */
  workerUrl: string
  timeout: number
  maxQueue: number
  sources: readonly (string | Source)[]
  rules: readonly Rule[]
}

const CONSENTS = ['pending', 'granted', 'denied'] as const
const PLATFORMS = /^(auto|tcf|consent-mode)( (tcf|consent-mode))?$/
const BACKENDS = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'] as const

/** Reads untrusted input; an option that is wrong is reported as `InvalidOption`, and its default is used. */
export function resolveOptions(given: unknown, onError: (error: Error) => void): ResolvedOptions {
  const options = Object(given) as Record<keyof PersonalizerOptions, unknown>

  function refuse<T>(name: string, value: unknown, remedy: string, instead: T): T {
    onError(wrongValue('InvalidOption', name, value, remedy))
    return instead
  }
  function read<T>(name: keyof PersonalizerOptions, valid: (value: unknown) => boolean, remedy: string, initial: T): T {
    const value = options[name]
    if (value === undefined) return initial
    return valid(value) ? (value as T) : refuse(name, value, `${remedy}; ${show(initial)} is used`, initial)
  }
  function url(name: 'model' | 'workerUrl', remedy: string): string {
    const value = options[name]
    try {
      if (value) return new URL(String(value), document.baseURI).href
    } catch {
      // Told below.
    }
    return refuse(name, value, remedy, '')
  }
  /** On a script tag a flag is a text. */
  function flag(name: keyof PersonalizerOptions, initial: boolean): boolean {
    return (
      String(read<unknown>(name, (value) => /^(true|false)$/.test(String(value)), 'give true or false', initial)) ===
      'true'
    )
  }
  const { consent } = options
  const asks = typeof consent === 'function' || PLATFORMS.test(String(consent)) ? consent : undefined
  const oneOf = <T>(values: readonly T[]) =>
    [(value: unknown) => values.includes(value as T), `give one of ${values.join(', ')}`] as const

  return {
    engine: {
      model: url('model', 'give the URL of the published model'),
      // As it is: the engine refuses a wrong one, and none must take its place.
      modelKey: options.modelKey as string | undefined,
      backend: read('backend', ...oneOf<BackendName | 'auto'>(BACKENDS), 'auto'),
      learn: flag('learn', true),
      audit: read('audit', ...oneOf<AuditMode>(AUDIT_MODES), 'on'),
      database: read('database', (value) => typeof value === 'string' && value !== '', 'give a name', 'penchant'),
      // The engine reads it.
      keep: options.keep as PersonalizerOptions['keep'],
      encrypt: flag('encrypt', false),
    },
    workerUrl: options.workerUrl === undefined ? '' : url('workerUrl', 'give the URL of engine/worker.js'),
    consent: asks
      ? 'pending'
      : read<ConsentState | Partial<Purposes>>(
          'consent',
          (value) => CONSENTS.includes(value as ConsentState) || isPurposes(value),
          `give ${CONSENTS.join(', ')}, auto, tcf, consent-mode, a function or purposes`,
          'pending',
        ),
    asks,
    region: options.region,
    // Checked by `identify`.
    visitor: options.visitor as string,
    timeout: read('timeout', ...COUNT, 10_000),
    maxQueue: read('maxQueue', ...COUNT, 500),
    rules: read<readonly Rule[]>('rules', Array.isArray, 'give an array of rules', []),
    sources: [
      read<string | Source | readonly (string | Source)[]>(
        'sources',
        (value) => [value].flat().every((source) => typeof source === 'string' || typeof source === 'function'),
        'give "auto", or an array of names and functions',
        [],
      ),
    ].flat(),
  }
}
