import { penchantError } from '@penchant/protocol'
import type { SignalReader } from './signal-reader.ts'

/** The part of IAB's `TCData` that is read: CMP API v2. */
interface TransparencyData {
  eventStatus?: string
  gdprApplies?: boolean
  listenerId?: number
  purpose?: { consents?: Record<string, boolean | undefined> }
}
type Api = (
  command: string,
  version: number,
  callback: (data: TransparencyData, success: boolean) => void,
  parameter?: unknown,
) => void

/** Between two looks for a platform that is not there yet; longer each time. */
const FIRST_LOOK = 100
const LAST_LOOK = 2000

/**
 * IAB's Transparency and Consent Framework, 2.x: purpose 1 is storage, 5 and 6 are the profile for personalised content
 * and its use. While the platform asks (`cmpuishown`) what was said before holds. Where it says that the GDPR does not
 * apply, nothing has to be asked.
 */
export const tcf: SignalReader = (tell, { report }) => {
  const host = window as { __tcfapi?: Api }
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let listenerId: number | undefined
  let said = false

  function hear(data: TransparencyData | null, success: boolean): void {
    if (stopped || !success || !data) return
    listenerId = data.listenerId
    if (data.eventStatus !== 'tcloaded' && data.eventStatus !== 'useractioncomplete') {
      if (!said) tell({ present: true, given: null })
      return
    }
    said = true
    const consents = data.purpose?.consents ?? {}
    const may = (...purposes: number[]) =>
      data.gdprApplies === false || purposes.every((purpose) => consents[purpose] === true)
    tell({ present: true, given: { store: may(1), personalise: may(5, 6), learn: may(5, 6) } })
  }

  function call(command: string, parameter?: unknown): void {
    try {
      host.__tcfapi!(command, 2, hear, parameter)
    } catch (cause) {
      report(penchantError('SourcesUnavailable', `__tcfapi("${command}") throws; it counts as no consent.`, cause))
    }
  }

  function look(wait: number): void {
    if (typeof host.__tcfapi === 'function') {
      tell({ present: true, given: null })
      call('addEventListener')
    } else timer = setTimeout(look, wait, Math.min(wait * 1.5, LAST_LOOK))
  }
  look(FIRST_LOOK)

  return () => {
    clearTimeout(timer)
    if (listenerId !== undefined) call('removeEventListener', listenerId)
    stopped = true
  }
}
