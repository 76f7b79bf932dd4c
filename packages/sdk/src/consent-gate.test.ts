import type { ConsentSignal } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { createConsentGate, type Decision, type PrivacySignals } from './consent-gate.ts'
import { weighSignals } from './consent-signals/weigh-signals.ts'

const GPC: PrivacySignals = { globalPrivacyControl: true }
const ALL = { store: true, personalise: true, learn: true, export: false }
const NONE = { store: false, personalise: false, learn: false, export: false }

type Step = [by: 'decide' | 'hear', from: ConsentSignal, given: Decision]

function after(
  steps: readonly Step[],
  {
    initial = 'pending',
    signals = {},
  }: { initial?: Parameters<typeof createConsentGate>[0]; signals?: PrivacySignals } = {},
) {
  const gate = createConsentGate(initial, signals)
  const hear = weighSignals(gate, gate.decide)
  for (const [by, from, given] of steps) (by === 'hear' ? hear : gate.decide)(from, given)
  const { state, signal, purposes } = gate
  return { state, signal, purposes }
}

describe('the consent gate', () => {
  it.each<
    [what: string, signals: PrivacySignals, initial: 'pending' | 'granted' | 'denied', state: string, signal: string]
  >([
    ['nobody', {}, 'pending', 'pending', 'option'],
    ['the page', {}, 'granted', 'granted', 'option'],
    ['the browser, against the page', GPC, 'granted', 'denied', 'global-privacy-control'],
    ['the browser, where nobody was asked', { doNotTrack: '1' }, 'pending', 'denied', 'do-not-track'],
    ['the page that says no, signal or not', GPC, 'denied', 'denied', 'option'],
    [
      'Global Privacy Control before Do Not Track',
      { ...GPC, doNotTrack: '1' },
      'granted',
      'denied',
      'global-privacy-control',
    ],
  ])('begins with what %s says', (_, signals, initial, state, signal) => {
    expect(after([], { signals, initial })).toMatchObject({ state, signal })
  })

  it.each<[what: string, steps: Step[], signals: PrivacySignals, state: string, signal: string]>([
    ['the shop over the browser', [['decide', 'shop', true]], GPC, 'granted', 'shop'],
    ['the banner over the browser', [['decide', 'banner', true]], GPC, 'granted', 'banner'],
    ['the browser over a platform', [['hear', 'tcf', true]], GPC, 'denied', 'global-privacy-control'],
    ['a platform over the page', [['hear', 'tcf', false]], {}, 'denied', 'tcf'],
    [
      'the shop over a platform that spoke before',
      [
        ['hear', 'tcf', false],
        ['decide', 'shop', true],
      ],
      {},
      'granted',
      'shop',
    ],
    [
      'the shop over a platform that speaks later',
      [
        ['decide', 'shop', true],
        ['hear', 'tcf', false],
      ],
      {},
      'granted',
      'shop',
    ],
    [
      'the last of shop and banner',
      [
        ['decide', 'banner', true],
        ['decide', 'shop', false],
      ],
      {},
      'denied',
      'shop',
    ],
    [
      'a platform that takes back what it gave',
      [
        ['hear', 'tcf', true],
        ['decide', 'shop', true],
        ['hear', 'tcf', false],
      ],
      {},
      'denied',
      'tcf',
    ],
    [
      'no platform that gives what the shop refused',
      [
        ['hear', 'tcf', false],
        ['decide', 'shop', false],
        ['hear', 'tcf', true],
      ],
      {},
      'denied',
      'shop',
    ],
  ])('weighs %s', (_, steps, signals, state, signal) => {
    expect(after(steps, { signals, initial: 'pending' })).toMatchObject({ state, signal })
  })

  it('keeps purposes apart: never export but by name, nothing without lists', () => {
    expect(after([['decide', 'shop', true]]).purposes).toEqual(ALL)
    expect(after([['decide', 'shop', {}]]).purposes).toEqual(ALL)
    expect(after([['decide', 'shop', { learn: false, export: true }]]).purposes).toEqual({
      ...ALL,
      learn: false,
      export: true,
    })
    expect(after([['decide', 'shop', { personalise: false, export: true }]])).toMatchObject({
      state: 'denied',
      purposes: NONE,
    })
    expect(after([], { initial: { store: false } })).toMatchObject({
      state: 'granted',
      purposes: { ...ALL, store: false },
    })
  })

  it('has a platform take back one purpose of what the shop was told, and give none', () => {
    const steps: Step[] = [
      ['hear', 'tcf', { store: true, learn: true }],
      ['decide', 'shop', { store: false, export: true }],
      ['hear', 'tcf', { store: true, learn: false }],
    ]
    expect(after(steps).purposes).toEqual({ store: false, personalise: true, learn: false, export: true })
  })

  it.each<[given: unknown]>([['yes'], [null], [{ lern: false }], [{ learn: 'false' }], [[]]])(
    'refuses %j as a decision, and nothing changes',
    (given) => {
      const gate = createConsentGate('pending', {})
      expect(() => gate.decide('shop', given as Decision)).toThrow(expect.objectContaining({ name: 'InvalidRequest' }))
      expect(gate.state).toBe('pending')
    },
  )
})
