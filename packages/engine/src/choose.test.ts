import type { SlotRecord } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { historyOf } from '../test/history-of.ts'
import { checkChoice } from './check-choice.ts'
import { affinities, type Choice, choose, featuresOf, rewarded, shown } from './choose.ts'

const noon = new Date(2026, 5, 3, 12)
const evening = new Date(2026, 5, 6, 20)
const empty: SlotRecord = { slot: 'hero', arms: {}, open: [] }

describe('checkChoice', () => {
  it('reads ids and objects alike', () => {
    const { options, slot, device } = checkChoice({
      slot: 'hero',
      options: ['spring', { id: 'coffee', filter: 'category = "Coffee"', prior: { shown: 100, rewarded: 7 } }],
      context: { device: 'tablet' },
    })
    expect({ slot, device }).toEqual({ slot: 'hero', device: 'tablet' })
    expect(options[0]).toEqual({ id: 'spring', about: null, prior: undefined })
    expect(options[1].about!({ id: 'a', category: ['Coffee'] })).toBe(true)
    expect(options[1].prior).toEqual({ shown: 100, rewarded: 7 })
  })

  it.each([
    [undefined, /the request is undefined/],
    [{ options: ['a'] }, /slot is undefined: give a name/],
    [{ slot: '', options: ['a'] }, /slot is "": give a name of 1 to 200/],
    [{ slot: 's', options: [] }, /options is \[\]: give 1 to 50/],
    [{ slot: 's', options: 'a' }, /options is "a": give 1 to 50/],
    [{ slot: 's', options: ['a', 'b', 'a'] }, /options\[2\]\.id is "a": give each option once/],
    [{ slot: 's', options: [{ filter: 'price < 5' }] }, /options\[0\]\.id is undefined/],
    [{ slot: 's', options: [{ id: 'a', filter: 'price <' }] }, /options\[0\]\.filter/],
    [{ slot: 's', options: [{ id: 'a', weight: 2 }] }, /options\[0\]\.weight is 2: no such field/],
    [{ slot: 's', options: [{ id: 'a', prior: { shown: -1, rewarded: 0 } }] }, /prior\.shown is -1/],
    [{ slot: 's', options: [{ id: 'a', prior: { shown: 1, rewarded: 2 } }] }, /prior\.rewarded is 2/],
    [{ slot: 's', options: ['a'], context: { hour: 3 } }, /context\.hour is 3: no such field/],
  ])('refuses %j by the name of the field', (request, message) => {
    expect(() => checkChoice(request)).toThrow(message)
    expect(() => checkChoice(request)).toThrow(expect.objectContaining({ name: 'InvalidRequest' }))
  })
})

describe('what an option is judged by', () => {
  it('is place and time of the visit, and how regular the visitor is', () => {
    const stranger = featuresOf(0, { device: 'desktop', now: noon, history: [] })
    expect(stranger.map((value) => Math.round(value * 100) / 100)).toEqual([1, 0, 0, 0, -1, 0, 0, 0])
    const history = historyOf('a', ['b', 'add_to_cart'])
    history[1].session = 5
    const known = featuresOf(0.4, { device: 'phone', now: evening, history })
    expect(known.map((value) => Math.round(value * 100) / 100)).toEqual([1, 0.4, 1, -0.87, 0.5, 1, 0.5, 1])
  })

  it('is what share of the visitor’s likely wishes it is about', () => {
    const { options } = checkChoice({ slot: 's', options: ['a', { id: 'b', filter: 'price < 5' }] })
    const list = [3, 9, 4].map((price, i) => ({ item: { id: `i${i}`, price }, score: [0.5, 0.3, 0.2][i] }))
    expect(affinities(options, list)).toEqual([0, 0.7])
    expect(affinities(options, [])).toEqual([0, 0])
  })
})

describe('choose', () => {
  const at = (device: string, now = noon) => featuresOf(0, { device, now, history: [] })

  let answers = 0
  /** Shows `option` that often, and rewards every `every`th. */
  function experience(
    record: SlotRecord,
    option: string,
    times: number,
    every: number,
    features: number[],
  ): SlotRecord {
    let after = record
    for (let i = 0; i < times; i++) {
      const id = `choice:${answers++}`
      after = shown(after, id, { option, features, propensity: 1 }, undefined)
      if (i % every === 0) after = rewarded(after, new Set([id]))!
    }
    return after
  }

  /** How likely each option is, read off what it chooses at each number. */
  function shares(record: SlotRecord, options: unknown[], features: number[][]): Record<string, number> {
    const request = checkChoice({ slot: 'hero', options })
    const found = new Map<string, Choice>()
    for (let i = 0; i < 200; i++) {
      const choice = choose(request, record, features, (i + 0.5) / 200)
      found.set(choice.option, choice)
    }
    return Object.fromEntries(Array.from(found, ([id, { propensity }]) => [id, propensity]))
  }

  it('is even between options nobody knows, and favours what is about the visitor’s wishes', () => {
    const even = shares(empty, ['a', 'b'], [at('phone'), at('phone')])
    expect(even.a).toBeCloseTo(0.5, 6)
    const wishes = featuresOf(0.9, { device: 'phone', now: noon, history: [] })
    const led = shares(empty, ['a', { id: 'b', filter: 'price < 5' }], [at('phone'), wishes])
    expect(led.b).toBeGreaterThan(0.6)
    expect(led.a + led.b).toBeCloseTo(1, 9)
  })

  it('begins with what the shop knows of an option', () => {
    const prior = { shown: 5000, rewarded: 600 }
    const { good } = shares(empty, ['plain', { id: 'good', prior }], [at('desktop'), at('desktop')])
    expect(good).toBeGreaterThan(0.6)
  })

  it('learns which is clicked on which device', () => {
    let record = empty
    for (let round = 0; round < 4; round++) {
      record = experience(record, 'photo', 15, 2, at('phone'))
      record = experience(record, 'photo', 15, 15, at('desktop'))
      record = experience(record, 'table', 15, 15, at('phone'))
      record = experience(record, 'table', 15, 2, at('desktop'))
    }
    expect(shares(record, ['photo', 'table'], [at('phone'), at('phone')]).photo).toBeGreaterThan(0.8)
    expect(shares(record, ['photo', 'table'], [at('desktop'), at('desktop')]).table).toBeGreaterThan(0.8)
  })

  it('counts a reward once, and none for what is not open', () => {
    const record = shown(empty, 'choice:1', { option: 'a', features: at('phone'), propensity: 1 }, undefined)
    expect(rewarded(record, new Set(['choice:2']))).toBeNull()
    const after = rewarded(record, new Set(['choice:1']))!
    expect(after.arms.a).toMatchObject({ shown: 1, rewarded: 1 })
    expect(rewarded(after, new Set(['choice:1']))).toBeNull()
    expect(after.open).toEqual([])
  })

  it('keeps the last fifty open, and takes any name for an option', () => {
    const many = experience(empty, '__proto__', 80, 1000, at('phone'))
    expect(many.open).toHaveLength(50)
    expect(many.open.at(-1)!.id).toBe(`choice:${answers - 1}`)
    expect(Object.keys(many.arms)).toEqual(['__proto__'])
    const { constructor: other } = shares(many, ['__proto__', 'constructor'], [at('phone'), at('phone')])
    expect(other).toBeGreaterThan(0.5)
  })
})
