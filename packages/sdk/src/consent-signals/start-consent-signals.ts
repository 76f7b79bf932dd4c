import { type ConsentSignal, type Purposes, penchantError } from '@penchant/protocol'
import { show } from '../show.ts'
import { consentMode } from './consent-mode.ts'
import type { Reading, SignalReader } from './signal-reader.ts'
import { tcf } from './tcf.ts'

type Platform = Extract<ConsentSignal, 'tcf' | 'consent-mode'>

const READERS: Readonly<Record<Platform, SignalReader>> = { tcf, 'consent-mode': consentMode }
const NAMES = Object.keys(READERS) as Platform[]

export interface SignalsHost {
  /** Names of platforms, several in one text as in `data-consent`, which must all have spoken; `auto`: those on the page. */
  listed: string
  region: string
  hear(from: ConsentSignal, given: Partial<Purposes>): void
  report(error: unknown): void
}

/**
 * Reads the consent platforms of the page as one: a purpose is granted where each of them grants it. One that refuses is
 * enough at once; before a yes all must have spoken, with `auto` all that are there when the page has loaded.
 *
 * @returns ends it
 */
export function startConsentSignals({ listed, region, hear, report }: SignalsHost): () => void {
  const words = listed.split(/\s+/).filter(Boolean)
  const auto = words.includes('auto')
  for (const word of words) {
    if (word !== 'auto' && !NAMES.includes(word as Platform))
      report(
        penchantError(
          'InvalidOption',
          `consent: ${show(word)} is no signal; give auto, or some of ${NAMES.join(', ')}.`,
        ),
      )
  }
  const readings = new Map<Platform, Reading>()
  let stopped = false

  function decide(): void {
    if (stopped) return
    const counted = [...readings].filter(([, { present }]) => present || !auto)
    const refusing = counted.find(([, { given }]) => given && !given.personalise)
    if (refusing) {
      hear(refusing[0], { personalise: false })
      return
    }
    const mayAppear = auto && document.readyState !== 'complete'
    if (mayAppear || !counted[0] || counted.some(([, { given }]) => !given)) return
    const all = (purpose: keyof Purposes) => counted.every(([, { given }]) => given?.[purpose] === true)
    hear(counted[0][0], { store: all('store'), personalise: true, learn: all('learn') })
  }

  const stops = NAMES.filter((name) => auto || words.includes(name)).map((name) => {
    readings.set(name, { present: false, given: null })
    return READERS[name](
      (reading) => {
        readings.set(name, reading)
        decide()
      },
      { region, report },
    )
  })
  window.addEventListener('load', decide)

  return () => {
    stopped = true
    window.removeEventListener('load', decide)
    for (const stop of stops) stop()
  }
}
