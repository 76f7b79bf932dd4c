import type { StoredInteraction } from '@penchant/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { engineWith, type ScriptedPersonalizer, scriptedPersonalizer } from '../../../../test/scripted-personalizer.ts'
import type { Personalizer } from '../personalizer.ts'
import { createExperiment, type ExperimentResult } from './experiment.ts'
import { createInterleaving, type InterleavingResult } from './interleaving.ts'

const KEY = 'penchant:experiments'
let shop: ScriptedPersonalizer
let stored: StoredInteraction[]

beforeEach(() => {
  localStorage.clear()
  stored = []
  shop = scriptedPersonalizer()
  shop.export = async () => ({
    format: 'penchant-export',
    version: 1,
    exportedAt: '',
    audit: { verdict: 'person', reasons: [], leftOut: 0 },
    waits: '',
    interactions: stored,
    slots: [],
    adapter: null,
    adapterBase: null,
  })
})
afterEach(() => vi.restoreAllMocks())

function does(event: StoredInteraction['event'], more: Partial<StoredInteraction> = {}): void {
  stored.push({ id: stored.length + 1, session: 1, time: Date.now(), event, ...more })
  shop.set({ engine: engineWith(stored.length) })
}

const ids = async (answer: ReturnType<Personalizer['recommend']>) => (await answer).items.map(({ item }) => item.id)

/** A device by whose seed the arm is the one that is wanted. */
function deviceIn(arm: string, name = 'test'): void {
  for (let seed = 0; ; seed++) {
    localStorage.setItem(KEY, JSON.stringify({ seed: String(seed), exposed: {} }))
    if (createExperiment(shop, { name }).arm === arm) return
  }
}

describe('an experiment', () => {
  it('gives the hold-out the shop’s own order and asks the engine nothing; the others what is recommended', async () => {
    deviceIn('holdout')
    const request = { kind: 'popular', fallback: ['x', 'y', 'z'], count: 2 } as const
    const holdout = await createExperiment(shop, { name: 'test' }).personalizer.recommend(request)
    expect(holdout).toMatchObject({ kind: 'popular', source: 'shop-order' })
    expect(holdout.items).toEqual([
      { item: { id: 'x' }, score: 0, reasons: [] },
      { item: { id: 'y' }, score: 0, reasons: [] },
    ])
    expect(shop.questions).toEqual([])

    deviceIn('personalised')
    const answer = createExperiment(shop, { name: 'test' }).personalizer.recommend(request)
    shop.questions[0].answer('a')
    expect(await ids(answer)).toEqual(['a'])
  })

  it('asks each arm’s own question, and keeps the arm at the next visit', async () => {
    const arms = {
      plain: { share: 1 },
      diverse: { share: 1, request: (given: object) => ({ ...given, diversity: 0.4 }) },
    }
    const experiment = createExperiment(shop, { name: 'diversity', arms })
    const { arm } = experiment
    void experiment.personalizer.recommend({ count: 3 })
    expect(shop.questions[0].request).toEqual(arm === 'plain' ? { count: 3 } : { count: 3, diversity: 0.4 })
    for (let visit = 0; visit < 5; visit++) expect(createExperiment(shop, { name: 'diversity', arms }).arm).toBe(arm)
  })

  it('counts what happens after the first list, and tells nobody but the shop’s callback', async () => {
    deviceIn('personalised')
    does('purchase', { item: 'before', time: Date.now() - 1000 })
    const told: ExperimentResult[] = []
    const options = { name: 'test', outcomes: ['purchase', 'add_to_cart'] as const, onResult: told.push.bind(told) }
    const experiment = createExperiment(shop, options)
    expect(await experiment.result()).toBeNull()
    void experiment.personalizer.recommend()
    does('add_to_cart', { item: 'a', time: Date.now() })
    const time = Date.now() + 1
    does('purchase', { item: 'a', price: 5, quantity: 2, time })
    does('purchase', { item: 'b', price: 1.5, time })
    const expected = {
      experiment: 'test',
      arm: 'personalised',
      outcomes: { purchase: 1, add_to_cart: 1 },
      revenue: 11.5,
    }
    expect(await experiment.result()).toEqual(expected)
    await vi.waitFor(() => expect(told.at(-1)).toEqual(expected))
    // What it keeps names no item.
    expect(Object.keys(JSON.parse(localStorage.getItem(KEY)!))).toEqual(['seed', 'exposed'])
    experiment.end()
  })

  it('has no arm and stores nothing before consent; withdrawal and erasure remove what was stored', async () => {
    shop.set({ consent: 'pending' })
    const experiment = createExperiment(shop, { name: 'test' })
    expect(experiment.arm).toBeNull()
    void experiment.personalizer.recommend()
    expect(shop.questions).toHaveLength(1)
    expect(localStorage.length).toBe(0)

    shop.consent.grant()
    expect(experiment.arm).not.toBeNull()
    expect(localStorage.getItem(KEY)).not.toBeNull()
    await experiment.personalizer.erase()
    expect(localStorage.length).toBe(0)
    expect(experiment.arm).not.toBeNull()
    await shop.consent.deny()
    expect(localStorage.length).toBe(0)
    expect(experiment.arm).toBeNull()
  })

  it('gives no number without consent to export, and stores nothing without consent to store', async () => {
    const told: unknown[] = []
    shop.consent.grant({ export: false, store: false })
    const experiment = createExperiment(shop, { name: 'test', onResult: (result) => told.push(result) })
    const interleaving = createInterleaving(shop, { name: 'test', onResult: (result) => told.push(result) })
    const { arm } = experiment
    void experiment.personalizer.recommend()
    does('purchase', { item: 'a', time: Date.now() + 1 })
    expect(await experiment.result()).toBeNull()
    expect(await interleaving.result()).toBeNull()
    expect(localStorage.length).toBe(0)

    shop.consent.grant({ export: true, store: false })
    expect(await experiment.result()).toMatchObject({ arm, outcomes: { purchase: 1 } })
    does('purchase', { item: 'b', time: Date.now() + 1000 })
    await vi.waitFor(() => expect(told).toContainEqual(expect.objectContaining({ outcomes: { purchase: 2 } })))
    expect(localStorage.length).toBe(0)
    experiment.end()
    interleaving.end()
  })

  it('keeps its arm as long as the page where storage is blocked, and does without what it cannot read', () => {
    localStorage.setItem(KEY, '{"seed":7}')
    expect(createExperiment(shop, { name: 'test' }).arm).not.toBeNull()
    const blocked = () => {
      throw new DOMException('blocked', 'SecurityError')
    }
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(blocked)
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(blocked)
    const names = Array.from({ length: 20 }, (_, i) => `test ${i}`)
    const arms = () =>
      names.map((name) => createExperiment(shop, { name, arms: { a: { share: 1 }, b: { share: 1 } } }).arm)
    const first = arms()
    expect(new Set(first)).toEqual(new Set(['a', 'b']))
    expect(arms()).toEqual(first)
  })

  it.each([
    [{ name: '' }, 'createExperiment: name is ""; give the experiment a name.'],
    [{ name: 'x', arms: { a: { share: 1 } } }, 'arms is'],
    [{ name: 'x', arms: { a: { share: 0 }, b: { share: 1 } } }, 'arms.a.share is 0; give a number above 0.'],
    [{ name: 'x', outcomes: ['bought'] }, 'outcomes is "bought"'],
    [{ name: 'x', onResult: 'log' }, 'onResult is "log"'],
  ])('refuses %j with a sentence', (options, message) => {
    expect(() => createExperiment(shop, options as never)).toThrow(message)
  })
})

describe('interleaving', () => {
  it('shows both rankers in one list, each item with its team, and credits who is followed', async () => {
    const told: InterleavingResult[] = []
    const { personalizer, result, end } = createInterleaving(shop, {
      name: 'novelty',
      b: (request) => ({ ...request, novelty: 0.5 }),
      random: () => 0,
      onResult: told.push.bind(told),
    })
    const answer = personalizer.recommend({ count: 4 })
    expect(shop.questions.map(({ request }) => request)).toEqual([{ count: 4 }, { count: 4, novelty: 0.5 }])
    shop.questions[0].answer('a', 'b', 'c', 'd')
    shop.questions[1].answer('b', 'x', 'a', 'y')
    const { items } = await answer
    expect(items.map(({ item, attribution }) => `${item.id} ${attribution}`)).toEqual([
      'a r1:1~novelty.a',
      'b r2:1~novelty.b',
      'c r1:3~novelty.a',
      'x r2:2~novelty.b',
    ])
    for (const place of [1, 3, 3]) does('select_item', { item: 'i', via: items[place].attribution })
    does('add_to_cart', { item: 'i', via: items[0].attribution })
    does('view_item', { item: 'i', via: 'r1:2' })
    expect(await result()).toEqual({ experiment: 'novelty', a: 1, b: 2 })
    await vi.waitFor(() => expect(told.at(-1)).toEqual({ experiment: 'novelty', a: 1, b: 2 }))
    end()
  })

  it('leaves the shop’s own order alone', async () => {
    const answer = createInterleaving(shop, { name: 'x' }).personalizer.recommend()
    shop.questions[0].giveUp()
    shop.questions[1].answer('a')
    expect(await answer).toMatchObject({ source: 'shop-order', items: [] })
    expect(() => createInterleaving(shop, { name: 'a b' })).toThrow('createInterleaving: name is "a b"')
  })
})
