import type { ConsentSignal, ConsentState, Purposes } from '@penchant/protocol'
import { show } from './show.ts'
import { wrongValue } from './wrong-value.ts'

/** The browser's own privacy signals, as `navigator` carries them. */
export interface PrivacySignals {
  globalPrivacyControl?: boolean
  doNotTrack?: string | null
}

/** Yes or no to all, or the purposes that differ from a yes. */
export type Decision = boolean | Partial<Purposes>

/** One gate decides whether anything may be stored, and says which signal decided. */
export interface ConsentGate {
  readonly state: ConsentState
  /** The same object until something in it changes. */
  readonly purposes: Readonly<Purposes>
  readonly signal: ConsentSignal
  /** For a person: who decided, and what may be done about it. Empty once consent is granted. */
  readonly reason: string
  /** Throws `InvalidRequest` for what is no decision, and changes nothing. What a platform says is weighed before, by `weighSignals`. */
  decide(by: ConsentSignal, given: Decision): void
}

const YES: Purposes = { store: true, personalise: true, learn: true, export: false }
export const NO_PURPOSES: Purposes = { store: false, personalise: false, learn: false, export: false }

export const PURPOSES = Object.keys(YES) as (keyof Purposes)[]

export function isPurposes(value: unknown): value is Partial<Purposes> {
  // No array, no date, no text.
  return (
    show(value)[0] === '{' &&
    Object.entries(value!).every(
      ([name, given]) => PURPOSES.includes(name as keyof Purposes) && typeof given === 'boolean',
    )
  )
}

/** `personalise` carries the others. */
export function purposesOf(given: Decision): Purposes {
  if (typeof given !== 'boolean' && !isPurposes(given))
    throw wrongValue('InvalidRequest', 'consent', given, `give ${PURPOSES.join(', ')} as true or false`)
  const wanted = { ...YES, ...(given as object) }
  return given && wanted.personalise ? wanted : NO_PURPOSES
}

/**
 * The order of weight: what the shop or its banner was told by the visitor; the browser's privacy signals; a consent
 * platform; what the page says when it loads. What a platform takes back after the visitor was asked is taken back.
 *
 * @param initial what the page says when it loads.
 */
export function createConsentGate(
  initial: ConsentState | Partial<Purposes>,
  { globalPrivacyControl, doNotTrack }: PrivacySignals,
): ConsentGate {
  let state = 'pending' as ConsentState
  let purposes = NO_PURPOSES
  let signal: ConsentSignal = 'option'

  function set(by: ConsentSignal, next: Purposes): void {
    signal = by
    state = next.personalise ? 'granted' : 'denied'
    if (PURPOSES.some((name) => next[name] !== purposes[name])) purposes = next
  }

  if (initial !== 'pending') set('option', purposesOf(typeof initial === 'string' ? initial === 'granted' : initial))
  // A shop that says no needs no signal for it.
  if (state !== 'denied') {
    if (globalPrivacyControl === true) set('global-privacy-control', NO_PURPOSES)
    else if (doNotTrack === '1') set('do-not-track', NO_PURPOSES)
  }

  return {
    get state() {
      return state
    },
    get purposes() {
      return purposes
    },
    get signal() {
      return signal
    },
    get reason() {
      if (state === 'granted') return ''
      if (state === 'pending') return 'Nothing is stored: call consent.grant() or consent.deny().'
      return `Nothing is stored: ${signal} denies consent; call consent.grant() only if the visitor was asked and agreed.`
    },
    decide(by, given) {
      set(by, purposesOf(given))
    },
  }
}
