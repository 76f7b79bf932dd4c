import type { RecommendRequest, StoredInteraction, WhatIf } from '@penchant/protocol'
import { beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '../test/history-of.ts'
import { loadServing, withAttributes } from '../test/load-serving.ts'
import { checkRequest } from './check-request.ts'
import { inspect } from './inspect.ts'
import { recommend } from './recommend.ts'
import type { Serving } from './serving.ts'

let serving: Serving
let history: StoredInteraction[]

beforeAll(async () => {
  serving = withAttributes(await loadServing())
  history = historyOf('i1', 'unknown', 'i21', 'i22')
}, 60_000)

const look = (request: RecommendRequest = {}, whatIf: WhatIf = {}) => inspect(request, whatIf, serving, history)

describe('inspect', () => {
  it('gives the list that is served, each score in its parts', async () => {
    const served = await recommend(checkRequest({ count: 5 }), serving, history)
    const { items, source } = await look({ count: 5 })
    expect(source).toBe('model')
    expect(items.map(({ item, score }) => [item.id, score])).toEqual(
      served.items.map(({ item, score }) => [item.id, score]),
    )
    for (const { score, parts } of items) {
      expect(parts!.model + parts!.coVisitation + parts!.memory).toBeCloseTo(score, 12)
      expect(parts!.factor).toBeCloseTo(1, 9)
    }
    const boosted = await look({ count: 1, boost: [{ when: 'price > 0', by: 3 }] })
    expect(boosted.items[0].parts!.factor).toBeCloseTo(3, 9)
  })

  it('shows the sequence that the model reads, and what each step weighs', async () => {
    const { sequence } = await look()
    expect(sequence.map(({ item, id }) => [item, id])).toEqual([
      ['i1', 1],
      ['i21', 3],
      ['i22', 4],
    ])
    expect(sequence.reduce((sum, { share }) => sum + share!, 0)).toBeCloseTo(1, 5)
    const popular = await look({ kind: 'popular' })
    expect(popular.sequence.map(({ share }) => share)).toEqual([null, null, null])
    expect(popular.items[0].parts).toBeUndefined()
  })

  it('replays the session with something changed, and changes nothing', async () => {
    const before = structuredClone(history)
    const red = await look({ count: 3 }, { without: [3, 4] })
    expect(red.items.every(({ item }) => item.category![0] === 'Red')).toBe(true)
    const more = await look({ count: 3 }, { and: [{ event: 'add_to_cart', item: 'i12', time: 99_000 }] })
    expect(more.sequence.at(-1)).toMatchObject({ item: 'i12', event: 'add_to_cart', id: 5, session: 1 })
    const night = { when: { hours: [22, 6], device: ['phone'] }, apply: { filter: 'price > 29' } } as const
    const at = (hour: number) => new Date(2026, 5, 3, hour).getTime()
    const rules = [night] as unknown as RecommendRequest['rules']
    expect((await look({ rules, context: { device: 'phone' } }, { now: at(23) })).items).toHaveLength(1)
    expect((await look({ rules, context: { device: 'phone' } }, { now: at(12) })).items).toHaveLength(10)
    expect(history).toEqual(before)
  })

  it.each([
    [{ without: 3 }, 'whatIf.without is 3'],
    [{ now: 'night' }, 'whatIf.now is "night"'],
    [{ hour: 3 }, 'whatIf.hour is 3: no such field'],
    [{ and: [{ event: 'view_item' }] }, 'time'],
  ])('refuses %j by name', async (whatIf, message) => {
    await expect(look({}, whatIf as never)).rejects.toThrow(message)
  })
})

describe('a model that knows the context', () => {
  let model: Serving
  beforeAll(async () => {
    const hours = Array.from({ length: 24 }, (_, hour) => String(hour))
    const fields = [
      { name: 'device', values: ['phone', 'desktop'] },
      { name: 'hour', values: hours },
      { name: 'referrer', values: ['search', 'mail'] },
    ]
    model = await loadServing({ context: { fields, width: 4, crosses: 2, rank: 4, timeZone: 'UTC' } })
  }, 60_000)

  it('goes by the device, the hour, and what the shop gives, and not by what it has never met', async () => {
    const noon = Date.UTC(2026, 0, 5, 12)
    const modelParts = async (context: RecommendRequest['context'], now = noon) => {
      const { items, source } = await inspect({ count: 20, context }, { now }, model, history)
      expect(source).toBe('model')
      return items.map(({ item, parts }) => [item.id, parts!.model])
    }
    const standard = await modelParts({ device: 'phone' })
    expect(await modelParts({ device: 'phone', fields: { referrer: 'elsewhere', age: '30' } })).toEqual(standard)
    expect(await modelParts({ device: 'phone' }, noon + 59 * 60_000)).toEqual(standard)
    expect(await modelParts({ device: 'desktop' })).not.toEqual(standard)
    expect(await modelParts({ device: 'phone' }, noon + 3_600_000)).not.toEqual(standard)
    expect(await modelParts({ device: 'phone', fields: { referrer: 'mail' } })).not.toEqual(standard)
  })
})
