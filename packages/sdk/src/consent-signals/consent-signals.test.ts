import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startConsentSignals } from './start-consent-signals.ts'

type Callback = (data: unknown, success: boolean) => void

let host: EventTarget & { __tcfapi?: unknown; dataLayer?: unknown[] }
let heard: unknown[]
let errors: Error[]
let page: { readyState: string }

beforeEach(() => {
  vi.useFakeTimers()
  host = new EventTarget()
  page = { readyState: 'loading' }
  heard = []
  errors = []
  vi.stubGlobal('window', host)
  vi.stubGlobal('document', page)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const start = (listed: string, region = '') =>
  startConsentSignals({
    listed,
    region,
    hear: (from, given) => heard.push([from, given]),
    report: (error) => errors.push(error as Error),
  })

function loaded(): void {
  page.readyState = 'complete'
  host.dispatchEvent(new Event('load'))
}

/** A consent platform as IAB's specification has it. */
function platform() {
  const listeners = new Map<number, Callback>()
  host.__tcfapi = (command: string, version: number, callback: Callback, parameter?: number) => {
    expect(version).toBe(2)
    if (command === 'addEventListener') listeners.set(listeners.size + 1, callback)
    if (command === 'removeEventListener') listeners.delete(parameter!)
  }
  return {
    listeners,
    say(eventStatus: string, purposes: number[], more = {}) {
      const consents = Object.fromEntries(purposes.map((purpose) => [purpose, true]))
      for (const [listenerId, callback] of listeners)
        callback({ eventStatus, listenerId, gdprApplies: true, purpose: { consents }, ...more }, true)
    },
  }
}

/** As shops paste it. */
function gtag(..._: unknown[]): void {
  host.dataLayer ??= []
  // biome-ignore lint/complexity/noArguments: it is pushed so
  host.dataLayer.push(arguments)
}

const YES = { store: true, personalise: true, learn: true }

describe('TCF', () => {
  it('is waited for where it comes late, and while it asks; then each purpose counts', () => {
    const stop = start('tcf')
    vi.advanceTimersByTime(60_000)
    const { say, listeners } = platform()
    vi.advanceTimersByTime(2000)
    say('cmpuishown', [1, 5, 6])
    expect(heard).toEqual([])
    say('useractioncomplete', [1, 5, 6])
    // Asked again: what was said holds until the visitor has decided.
    say('cmpuishown', [])
    say('useractioncomplete', [5, 6])
    say('useractioncomplete', [1, 6])
    expect(heard).toEqual([
      ['tcf', YES],
      ['tcf', { ...YES, store: false }],
      ['tcf', { personalise: false }],
    ])
    stop()
    expect(listeners.size).toBe(0)
  })

  it('takes what was decided on an earlier page, and a yes where the GDPR does not apply', () => {
    const { say } = platform()
    start('tcf')
    vi.advanceTimersByTime(100)
    say('tcloaded', [], { gdprApplies: false })
    expect(heard).toEqual([['tcf', YES]])
  })

  it('is no consent where it throws', () => {
    host.__tcfapi = () => {
      throw new Error('their own bug')
    }
    start('tcf')
    vi.advanceTimersByTime(100)
    expect([heard, errors.length]).toEqual([[], 1])
  })
})

describe('Consent Mode', () => {
  const say = (kind: string, value?: string, more = {}) =>
    gtag('consent', kind, { personalization_storage: value, ...more })

  it('reads what was said before and what is said later; an update outweighs a default', () => {
    say('default', 'denied')
    start('consent-mode')
    say('update', 'granted')
    gtag('event', 'page_view')
    host.dataLayer?.push({ event: 'consent' }, null, 'consent')
    say('default', 'denied')
    expect(heard.at(0)).toEqual(['consent-mode', { personalise: false }])
    expect(heard.at(-1)).toEqual(['consent-mode', YES])
    expect(errors).toEqual([])
  })

  it('waits for an update as long as the page asks for', () => {
    say('default', 'denied', { wait_for_update: 500 })
    start('consent-mode')
    vi.advanceTimersByTime(499)
    expect(heard).toEqual([])
    vi.advanceTimersByTime(1)
    expect(heard).toEqual([['consent-mode', { personalise: false }]])
  })

  it.each([
    ['US-CA', false],
    ['US-NY', true],
    ['DE', true],
    // Nobody knows where: the strictest.
    ['', false],
  ])('takes the default of the smallest region that %j is in', (region, granted) => {
    say('default', 'granted')
    say('default', 'denied', { region: ['US-CA', 'FR'] })
    say('default', 'granted', { region: ['US'] })
    start('consent-mode', region)
    expect(heard.at(-1)).toEqual(['consent-mode', granted ? YES : { personalise: false }])
  })

  it('survives entries that throw and a data layer that is none', () => {
    host.dataLayer = [
      {
        get 0() {
          throw new Error('a getter')
        },
        length: 1,
      },
    ]
    start('consent-mode')
    say('default', 'granted')
    expect([heard.length, errors.length]).toEqual([1, 1])
    host.dataLayer = 'text' as never
    start('consent-mode')
    expect(errors).toHaveLength(2)
  })
})

describe('several platforms', () => {
  it('must all agree, and one that refuses is enough', () => {
    const { say } = platform()
    start('tcf consent-mode')
    vi.advanceTimersByTime(100)
    say('tcloaded', [1, 5, 6])
    expect(heard).toEqual([])
    gtag('consent', 'default', { personalization_storage: 'granted' })
    expect(heard).toEqual([['tcf', YES]])
    gtag('consent', 'update', { personalization_storage: 'denied' })
    expect(heard.at(-1)).toEqual(['consent-mode', { personalise: false }])
  })

  it('with auto are those that are there when the page has loaded', () => {
    start('auto')
    gtag('consent', 'default', { ad_storage: 'denied' })
    gtag('consent', 'default', { personalization_storage: 'granted' })
    expect(heard).toEqual([])
    loaded()
    expect(heard).toEqual([['consent-mode', YES]])
    platform()
    vi.advanceTimersByTime(2000)
    gtag('consent', 'update', { personalization_storage: 'granted' })
    // A platform that came after it is asked before the next yes.
    expect(heard).toHaveLength(1)
  })

  it('with auto never decide where none is there', () => {
    start('auto')
    loaded()
    gtag('consent', 'default', { ad_storage: 'granted' })
    vi.advanceTimersByTime(60_000)
    expect(heard).toEqual([])
  })

  it('name what is no platform', () => {
    start('tcf cookiebot')
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('"cookiebot"')])
  })
})
