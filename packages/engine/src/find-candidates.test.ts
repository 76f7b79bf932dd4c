import type { EventName, RecommendRequest, StoredInteraction } from '@penchant/protocol'
import { beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '../test/history-of.ts'
import { loadServing, withAttributes } from '../test/load-serving.ts'
import { checkRequest } from './check-request.ts'
import { recommend } from './recommend.ts'
import type { Serving } from './serving.ts'

const DAY = 86_400_000
let whole: Serving

beforeAll(async () => {
  whole = withAttributes(await loadServing())
}, 60_000)

const ask = (request: RecommendRequest, history: StoredInteraction[] = [], serving: Serving | null = whole, now = 0) =>
  recommend(checkRequest(request), serving, history, { now })
const ids = ({ items }: Awaited<ReturnType<typeof recommend>>) => items.map(({ item }) => item.id)
const category = (id: string) => Math.floor(Number(id.slice(1)) / 10)

describe('because you viewed', () => {
  const kind = 'because-you-viewed'

  it('chooses what the visitor was busy with last, and says which', async () => {
    const history = historyOf('i21', 'i12', ['i3', 'purchase'], ['i4', 'not_interested'], 'unknown')
    const answer = await ask({ kind, count: 5 }, history)
    expect(answer).toMatchObject({ seed: 'i12', source: 'model' })
    expect(ids(answer).map(category)).toEqual([1, 1, 1, 1, 1])
    expect(ids(answer)).not.toContain('i12')
    expect(answer.items[0].reasons).toEqual([{ kind: 'interaction', item: 'i12', weight: 1 }])
    // The page's own product is no news.
    expect(await ask({ kind, exclude: ['i12'] }, history)).toMatchObject({ seed: 'i21' })
    expect(ids(await ask({ kind, count: 30 }, history))).not.toContain('i4')
  })

  it('goes by co-visitation without the item space, and without a seed by the visitor', async () => {
    const partial = { ...whole, table: null, encoder: null }
    const near = await ask({ kind }, historyOf('i12'), partial)
    expect(near).toMatchObject({ seed: 'i12', source: 'co-visitation' })
    expect(ids(near)).toEqual(['i13', 'i14'])
    const bought = await ask({ kind }, historyOf(['i12', 'purchase']))
    expect(bought.seed).toBeUndefined()
    expect(bought.source).toBe('model')
    expect((await ask({ kind })).source).toBe('popularity')
  })
})

describe('complete the cart', () => {
  const kind = 'complete-cart'

  it('goes with all that is in the cart, never with what was only looked at', async () => {
    const history = historyOf(['i1', 'add_to_cart'], ['i21', 'add_to_cart'], 'i12', 'i13')
    const answer = await ask({ kind, count: 4 }, history)
    expect(answer.source).toBe('model')
    // What follows i1 and i21 in the co-visitation table, half of the time.
    expect(ids(answer)).toEqual(expect.arrayContaining(['i2', 'i22']))
    const reason = answer.items.find(({ item }) => item.id === 'i22')!.reasons[0]
    expect(reason).toMatchObject({ kind: 'co-visitation', item: 'i21' })
    const everything = ids(await ask({ kind, count: 30 }, history))
    expect(everything).not.toContain('i1')
    expect(everything).not.toContain('i21')
    expect(new Set(everything.slice(4, 16).map(category))).toEqual(new Set([0, 2]))
  })

  it('answers without the item space, and with an empty cart by the visitor', async () => {
    const partial = { ...whole, table: null, encoder: null }
    const answer = await ask({ kind, count: 2 }, historyOf(['i21', 'add_to_cart']), partial)
    expect(answer.source).toBe('co-visitation')
    expect(ids(answer)).toEqual(['i22', 'i23'])
    const empty = historyOf(['i21', 'add_to_cart'], ['i21', 'remove_from_cart'])
    expect(ids(await ask({ kind }, empty))).toEqual(ids(await ask({}, empty)))
  })
})

describe('continue', () => {
  const kind = 'continue'

  it('takes the category up that was left last, without what was bought or put away', async () => {
    const history = historyOf(
      'i20',
      'i1',
      ['i22', 'add_to_cart'],
      ['i2', 'purchase'],
      ['i23', 'add_to_cart'],
      ['i23', 'remove_from_cart'],
      'i11',
      'i24',
      ['i25', 'not_interested'],
    )
    const answer = await ask({ kind }, history)
    expect(answer.source).toBe('history')
    expect(ids(answer)).toEqual(['i24', 'i22', 'i20', 'i11', 'i1'])
    expect(answer.items[1].reasons).toEqual([{ kind: 'history', item: 'i22', weight: 1 }])
    expect(ids(await ask({ kind, exclude: ['i24'] }, history))).toEqual(['i22', 'i20', 'i11', 'i1'])
    expect(ids(await ask({ kind }, history, null))).toEqual(['i24', 'i11', 'i22', 'i1', 'i20'])
    expect(ids(await ask({ kind }))).toEqual([])
  })
})

describe('buy again', () => {
  const kind = 'buy-again'
  const at = (...steps: [day: number, item: string, event?: EventName][]): StoredInteraction[] =>
    steps.map(([day, item, event = 'purchase'], i) => ({ id: i + 1, session: i + 1, time: day * DAY, item, event }))

  it('puts first what is due by the visitor’s own interval', async () => {
    // Every ten days; i2 was bought ten days ago, i3 thirteen, i1 two, i5 never kept.
    const history = at(
      [18, 'i1'],
      [7, 'i3'],
      [0, 'i2'],
      [10, 'i2'],
      [1, 'i5'],
      [2, 'i5', 'refund'],
      [3, 'i6', 'view_item'],
    )
    const answer = await ask({ kind }, history, whole, 20 * DAY)
    expect(answer.source).toBe('history')
    expect(ids(answer)).toEqual(['i2', 'i3', 'i1'])
    expect(answer.items[0].reasons).toEqual([{ kind: 'bought', item: 'i2', weight: 1 }])
    expect(ids(await ask({ kind }, history, null, 20 * DAY))).toEqual(['i2', 'i3', 'i1'])
    expect(ids(await ask({ kind }, [], whole))).toEqual([])
  })
})

describe('categories and brands', () => {
  it('are ranked by what the visitor would like of each, and stand for themselves by their best item', async () => {
    const history = historyOf('i20', 'i21', 'i23', 'i25')
    const answer = await ask({ kind: 'categories' }, history)
    expect(answer.items).toHaveLength(3)
    expect(answer.items[0].group).toEqual(['Blue'])
    expect(answer.items[0].item.id).toBe(ids(await ask({ count: 1 }, history))[0])
    expect(answer.items.map(({ group }) => group![0]).sort()).toEqual(['Blue', 'Green', 'Red'])
    const scores = answer.items.map(({ score }) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    const brands = await ask({ kind: 'brands', count: 1, filter: 'not brand = "Tide"' }, history)
    expect(brands.items.map(({ group }) => group)).toEqual([['Zephyr']])
    // For somebody new: half of all visits are to the red ones.
    expect((await ask({ kind: 'categories' })).items.map(({ group }) => group)).toEqual([['Red'], ['Green'], ['Blue']])
  })
})

describe('price bands', () => {
  it('are fifths of the shop’s prices, ranked by what the visitor would like of each', async () => {
    const { items } = await ask({ kind: 'price-bands' }, historyOf('i20', 'i21', 'i23', 'i25'))
    expect(items.map(({ group }) => group).sort()).toEqual([
      ['1', '6'],
      ['13', '18'],
      ['19', '24'],
      ['25', '30'],
      ['7', '12'],
    ])
    const [first] = items
    expect(first.item.price).toBeGreaterThanOrEqual(Number(first.group![0]))
    expect(first.item.price).toBeLessThanOrEqual(Number(first.group![1]))
    // The blue ones cost 21 to 30.
    expect(Number(first.group![1])).toBeGreaterThan(20)
    expect((await ask({ kind: 'price-bands' }, [], null)).items).toEqual([])
  })
})

describe('after', () => {
  it('goes on where a feed ended, and nothing comes twice', async () => {
    const history = historyOf('i20', 'i21')
    const whole = ids(await ask({ count: 30 }, history))
    const feed: string[] = []
    for (let part = 0; part < 4; part++) feed.push(...ids(await ask({ count: 8, after: feed }, history)))
    expect(feed).toEqual(whole)
  })

  it('counts what stands above as taken where a list is to be diverse', async () => {
    const request = { kind: 'popular', count: 1, diversity: 1 } as const
    // i0 is the most popular, and its like are the red ones.
    expect(ids(await ask(request))).toEqual(['i0'])
    expect(Number(ids(await ask({ ...request, after: ['i0', 'i3'] }))[0].slice(1))).toBeGreaterThanOrEqual(10)
  })
})

describe('rerank', () => {
  const items = ['i1', 'nobody', 'i12', 'i22', 'i2', 'i21', 'strange']
  const kind = 'rerank'

  it('keeps the order for a visitor nobody knows yet, to the last id', async () => {
    for (const [serving, history] of [
      [whole, []],
      [whole, historyOf('unknown')],
      [null, historyOf('i21')],
    ] as const) {
      const answer = await ask({ kind, items }, [...history], serving)
      expect(ids(answer)).toEqual(items)
      expect(answer.source).toBe('shop-order')
    }
  })

  it('orders all of them by the visitor, and leaves those in their places that the model does not know', async () => {
    const history = historyOf('i20', 'i21', 'i23')
    const full = ids(await ask({ count: 30 }, history)).filter((id) => items.includes(id))
    const answer = await ask({ kind, items }, history)
    expect(answer.source).toBe('model')
    expect(ids(answer)).toEqual([full[0], 'nobody', ...full.slice(1), 'strange'])
    expect(ids(answer).slice(0, 3)).toEqual(['i21', 'nobody', 'i22'])
    expect(answer.items[2].reasons[0]).toMatchObject({ kind: 'co-visitation', item: 'i21' })
    // Not wanted is last of what is known, and not lost.
    const unwanted = ids(await ask({ kind, items }, [...history, ...historyOf(['i22', 'not_interested'])]))
    expect([...unwanted].sort()).toEqual([...items].sort())
    expect(unwanted[5]).toBe('i22')
  })

  it('follows the controls', async () => {
    const filter = 'category = "Red" or not has category'
    expect(ids(await ask({ kind, items, filter, hide: ['strange'] }))).toEqual(['i1', 'nobody', 'i2'])
    expect(ids(await ask({ kind, items, count: 2 }))).toEqual(['i1', 'nobody'])
    const boost = [{ when: 'id = "i2"', by: 4 }]
    expect(ids(await ask({ kind, items, boost, count: 3 }))).toEqual(['i1', 'i2', 'nobody'])
  })
})
