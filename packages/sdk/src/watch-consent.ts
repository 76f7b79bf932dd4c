import { penchantError } from '@penchant/protocol'
import type { Decision } from './consent-gate.ts'
import type { SignalsHost } from './consent-signals/start-consent-signals.ts'

/** Fetches the readers of consent platforms, which a page that names none never does. */
export type LoadSignals = () => Promise<{ startConsentSignals(host: SignalsHost): () => void }>

/**
 * A shop's consent banner. Called once, in the browser, when the personalizer is created; it says what the visitor has
 * decided, at once or later, as often as that changes. @returns ends it
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a banner that needs no end returns nothing.
export type ConsentBanner = (decide: (decision: Decision) => void) => (() => void) | void

interface ConsentHost extends Omit<SignalsHost, 'listed'> {
  load: LoadSignals
  decide(decision: Decision): void
}

/** Starts what the shop has given to ask for consent: a banner, or names of platforms. @returns ends it */
export function watchConsent(asked: unknown, host: ConsentHost): () => void {
  let stop: unknown
  let stopped = false
  const end = () => {
    stopped = true
    if (typeof stop === 'function') stop()
  }
  const started = (given: unknown) => {
    stop = given
    if (stopped) end()
  }
  if (typeof asked === 'function') {
    try {
      started(asked((decision: Decision) => stopped || host.decide(decision)))
    } catch (error) {
      host.report(error as Error)
    }
  }
  if (typeof asked === 'string') {
    host.load().then(
      ({ startConsentSignals }) => stopped || started(startConsentSignals({ ...host, listed: asked })),
      (cause) =>
        host.report(
          penchantError(
            'SourcesUnavailable',
            `${asked} could not be started: ${cause.message}. Check that consent.js lies beside penchant.js, with CORS from another origin, and that script-src of the Content-Security-Policy allows it.`,
            cause,
          ),
        ),
    )
  }
  return end
}
