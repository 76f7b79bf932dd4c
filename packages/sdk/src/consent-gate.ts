import type { ConsentState } from '@penchant/protocol'

/** The browser's own privacy signals, as `navigator` carries them. */
export interface PrivacySignals {
  globalPrivacyControl?: boolean
  doNotTrack?: string | null
}

/** One gate decides whether anything may be stored, and says which signal decided. */
export interface ConsentGate {
  readonly state: ConsentState
  /** For a person: who decided, and what may be done about it. Empty once consent is granted. */
  readonly reason: string
  grant(): void
  deny(): void
}

function privacySignal(signals: PrivacySignals): string | undefined {
  if (signals.globalPrivacyControl === true) return 'Global Privacy Control'
  if (signals.doNotTrack === '1') return 'Do Not Track'
}

/**
 * @param initial what the shop says when the page loads. A privacy signal of the browser outweighs
 *   it; only `grant()`, called after the visitor was asked, outweighs the signal.
 */
export function createConsentGate(initial: ConsentState, signals: PrivacySignals): ConsentGate {
  let state = initial
  let signal = initial === 'denied' ? undefined : privacySignal(signals)
  if (signal) state = 'denied'

  function decide(next: ConsentState): void {
    state = next
    signal = undefined
  }

  return {
    get state() {
      return state
    },
    get reason() {
      if (state === 'granted') return ''
      if (state === 'pending') return 'Nothing is stored yet: call consent.grant() or consent.deny().'
      return signal
        ? `Nothing is stored: the browser's ${signal} signal denies consent. Call consent.grant() only if the visitor was asked and agreed.`
        : 'Nothing is stored: consent is denied.'
    },
    grant: () => decide('granted'),
    deny: () => decide('denied'),
  }
}
