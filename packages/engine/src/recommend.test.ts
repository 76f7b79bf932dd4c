import { type RecommendRequest, readCatalogue, type StoredInteraction } from '@penchant/protocol'
import { beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '../test/history-of.ts'
import { loadServing, withAttributes } from '../test/load-serving.ts'
import { checkRequest } from './check-request.ts'
import { recommend } from './recommend.ts'
import type { Serving } from './serving.ts'
import { createShown } from './shown.ts'

let whole: Serving

beforeAll(async () => {
  whole = await loadServing()
}, 60_000)

const ask = (request: RecommendRequest, serving: Serving | null, history: StoredInteraction[] = []) =>
  recommend(checkRequest(request), serving, history)
const ids = ({ items }: Awaited<ReturnType<typeof recommend>>) => items.map(({ item }) => item.id)
const category = (id: string) => Math.floor(Number(id.slice(1)) / 10)

describe('recommend', () => {
  it('follows the visitor from one category to the next, by the model', async () => {
    const reds = await ask({ count: 5 }, whole, historyOf('i1', 'i3', 'i5'))
    const blues = await ask(
      { count: 5 },
      whole,
      historyOf('i1', 'i3', ...Array.from({ length: 10 }, (_, i) => `i2${i}`)),
    )
    expect(reds.source).toBe('model')
    expect(ids(reds).map(category)).toEqual([0, 0, 0, 0, 0])
    expect(ids(blues).map(category)).toEqual([2, 2, 2, 2, 2])
  })

  it('says which interactions a recommendation comes from, in shares of one', async () => {
    const { items } = await ask({ count: 10 }, whole, historyOf('i1', 'i21'))
    for (const { reasons } of items) {
      const total = reasons.reduce((sum, { weight }) => sum + weight, 0)
      expect(total).toBeGreaterThan(0.5)
      expect(total).toBeLessThanOrEqual(1 + 1e-6)
      expect(reasons).toEqual([...reasons].sort((a, b) => b.weight - a.weight))
    }
    // i22 follows i21 in the co-visitation table, and i2 follows i1.
    expect(items.find(({ item }) => item.id === 'i22')!.reasons[0]).toMatchObject({ item: 'i21' })
    expect(items.find(({ item }) => item.id === 'i2')!.reasons[0]).toMatchObject({ item: 'i1' })
    // What was visited itself is remembered.
    expect(items.find(({ item }) => item.id === 'i21')!.reasons).toContainEqual(
      expect.objectContaining({ kind: 'history', item: 'i21' }),
    )
  })

  it('answers from co-visitation while the model is on its way, or when its backend fails', async () => {
    const history = historyOf('i1', 'i21')
    const failing = { ...whole.encoder!, encode: () => Promise.reject(new Error('context lost')) }
    for (const encoder of [null, failing]) {
      const answer = await ask({ count: 4 }, { ...whole, encoder }, history)
      expect(answer.source).toBe('co-visitation')
      expect(ids(answer)).toContain('i22')
      expect(answer.encodeTime).toBeNull()
    }
  })

  it('gives a new visitor what is popular', async () => {
    for (const history of [[], historyOf('unknown')]) {
      const answer = await ask({ count: 3 }, whole, history)
      expect(answer.source).toBe('popularity')
      expect(ids(answer)).toEqual(['i0', 'i1', 'i2'])
    }
  })

  it('leaves out what is excluded, and what the visitor said is not wanted', async () => {
    const history = historyOf('i1', ['i2', 'not_interested'], ['i3', 'dislike_item'], ['i3', 'like_item'])
    const all = ids(await ask({ count: 100, exclude: ['i4', 'nonsense'] }, whole, history))
    expect(all).toHaveLength(28)
    expect(all).not.toContain('i2')
    expect(all).not.toContain('i4')
    expect(all).toContain('i3')
    expect(ids(await ask({ kind: 'popular', count: 2, exclude: ['i0'] }, whole))).toEqual(['i1', 'i2'])
  })

  it('finds similar items in the item space, never the seed itself', async () => {
    const answer = await ask({ kind: 'similar', seed: 'i12', count: 9 }, whole)
    expect(answer.source).toBe('model')
    expect(ids(answer).map(category)).toEqual(Array(9).fill(1))
    expect(ids(answer)).not.toContain('i12')
    expect(answer.items[0].reasons).toEqual([{ kind: 'interaction', item: 'i12', weight: 1 }])
  })

  it('finds what is bought together, strongest first', async () => {
    const answer = await ask({ kind: 'bought-together', seed: 'i12' }, whole)
    expect(answer.source).toBe('co-visitation')
    expect(ids(answer)).toEqual(['i13', 'i14'])
    expect(ids(await ask({ kind: 'bought-together', seed: 'i12', exclude: ['i13'] }, whole))).toEqual(['i14'])
  })

  it('falls back from similar to the words of the catalogue, to bought together, to popular', async () => {
    const partial = { ...whole, table: null }
    const byWords = await ask({ kind: 'similar', seed: 'i12', count: 12 }, partial)
    expect(byWords.source).toBe('content')
    expect(ids(byWords)).toHaveLength(9)
    expect(ids(byWords).map(category)).toEqual(Array(9).fill(1))
    const columns = { id: Array.from({ length: whole.catalogue.size }, (_, i) => `i${i}`) }
    const bytes = new TextEncoder().encode(JSON.stringify(columns))
    const wordless = { ...partial, catalogue: readCatalogue(bytes, columns.id.length) }
    expect(ids(await ask({ kind: 'similar', seed: 'i12' }, wordless))).toEqual(['i13', 'i14'])
    const exhausted = await ask({ kind: 'similar', seed: 'i12', exclude: ['i13', 'i14'], count: 2 }, wordless)
    expect(exhausted).toMatchObject({ source: 'popularity' })
    expect(await ask({ kind: 'bought-together', seed: 'new', count: 2 }, whole)).toMatchObject({ source: 'popularity' })
  })

  it('shows what was viewed last, each once, even without a model', async () => {
    const history = historyOf('i1', 'i2', ['i9', 'impression'], 'brand-new', 'i1')
    const known = await ask({ kind: 'recently-viewed', exclude: ['i2'] }, whole, history)
    expect(known.source).toBe('history')
    expect(known.items.map(({ item }) => item)).toEqual([
      { id: 'i1', title: 'Item 1', category: ['Red'] },
      { id: 'brand-new' },
    ])
    expect(ids(await ask({ kind: 'recently-viewed', count: 2 }, null, history))).toEqual(['i1', 'brand-new'])
  })

  it('says that the order is the shop’s where nothing is loaded', async () => {
    expect(await ask({}, null, historyOf('i1'))).toMatchObject({ source: 'shop-order', items: [] })
  })
})

describe('the controls of recommend', () => {
  const blues = historyOf('i20', 'i21', 'i23')
  const described = () => withAttributes(whole)
  const list = async (request: RecommendRequest, history = blues) => ids(await ask(request, described(), history))

  it('filter before ranking: what is left is the same ranking without the rest', async () => {
    const all = await list({ count: 30 })
    const filter = 'brand = "Zephyr" and price < 12'
    const wanted = all.filter((id) => Number(id.slice(1)) % 2 === 1 && Number(id.slice(1)) < 11)
    expect(wanted).toHaveLength(5)
    expect(await list({ filter, count: 10 })).toEqual(wanted)
    for (const request of [
      { kind: 'popular' },
      { kind: 'similar', seed: 'i12' },
      { kind: 'because-you-viewed' },
      { kind: 'complete-cart' },
    ] as const) {
      const filtered = await list({ ...request, filter, count: 30 })
      expect(filtered.sort(), request.kind).toEqual(wanted.slice().sort())
    }
    // Neighbours of i12 are i13 and i14.
    expect(await list({ kind: 'bought-together', seed: 'i12', filter: 'brand = "Tide"' })).toEqual(['i14'])
    expect(await list({ kind: 'recently-viewed', filter: 'price <= 22' })).toEqual(['i21', 'i20'])
    expect(await list({ kind: 'recently-viewed', filter: 'has title' })).toEqual([])
  })

  it('leave out what was seen, bought or put into the cart', async () => {
    const history = historyOf('i20', ['i21', 'purchase'], ['i22', 'add_to_cart'], 'i23', ['i23', 'add_to_cart'])
    const missing = async (request: RecommendRequest) => {
      const left = new Set(await list({ count: 30, ...request }, history))
      return Array.from({ length: 30 }, (_, i) => `i${i}`).filter((id) => !left.has(id))
    }
    expect(await missing({})).toEqual([])
    expect(await missing({ excludeSeen: true })).toEqual(['i20', 'i21', 'i22', 'i23'])
    expect(await missing({ excludeBought: true })).toEqual(['i21'])
    expect(await missing({ excludeCart: true })).toEqual(['i22', 'i23'])
    expect(await missing({ hide: ['i1'], exclude: ['i2'] })).toEqual(['i1', 'i2'])
  })

  it('boost and bury by expression, by the factor that is given', async () => {
    const { items } = await ask({ count: 30 }, described(), blues)
    const boost = [
      { when: 'price > 25', by: 8 },
      { when: 'id = "i29"', by: 0.5 },
    ]
    const boosted = await ask({ count: 30, boost }, described(), blues)
    const scores = new Map(items.map(({ item, score }) => [item.id, score]))
    for (const { item, score } of boosted.items) {
      const factor = item.id === 'i29' ? 4 : item.price! > 25 ? 8 : 1
      expect(score / scores.get(item.id)!).toBeCloseTo(factor, 6)
    }
    expect(ids(boosted)).not.toEqual([...scores.keys()])
    const ranked = boosted.items.map(({ score }) => score)
    expect(ranked).toEqual([...ranked].sort((a, b) => b - a))
    // From beyond the list's own end, too.
    const last = [...scores.keys()].filter((id) => category(id) === 2).at(-1)!
    expect(await list({ count: 1, boost: [{ when: `id = "${last}"`, by: 1000 }] })).toEqual([last])
  })

  it('pin to a place, over filter and cap, but not over what is hidden', async () => {
    const filter = 'category = "Blue"'
    const pinned = await ask(
      {
        count: 4,
        filter,
        pin: [
          { id: 'i3', place: 2 },
          { id: 'new', place: 4 },
        ],
      },
      described(),
      blues,
    )
    const plain = await list({ count: 4, filter })
    expect(ids(pinned)).toEqual([plain[0], 'i3', plain[1], 'new'])
    expect(pinned.items[1]).toMatchObject({ item: { price: 4 }, reasons: [{ kind: 'shop', item: 'i3', weight: 1 }] })
    expect(await list({ count: 4, filter, pin: [{ id: 'i3', place: 2 }], hide: ['i3'] })).toEqual(plain)
    // What is pinned stands in the list once.
    expect(await list({ count: 4, filter, pin: [{ id: plain[0], place: 3 }] })).toEqual([
      plain[1],
      plain[2],
      plain[0],
      plain[3],
    ])
    expect(await ask({ count: 2, pin: [{ id: 'i3', place: 1 }] }, null)).toMatchObject({
      items: [{ item: { id: 'i3' } }],
    })
  })

  it('cap what is of one category or brand', async () => {
    const capped = await list({ count: 30, maxPerCategory: 2 })
    expect(capped).toHaveLength(6)
    const all = await list({ count: 30 })
    for (const group of [0, 1, 2]) {
      const of = (entries: string[]) => entries.filter((id) => category(id) === group)
      expect(of(capped)).toEqual(of(all).slice(0, 2))
    }
    expect(await list({ count: 30, maxPerBrand: 3 })).toHaveLength(6)
  })

  it('diversify by the item space, or by category before it is there', async () => {
    const categories = (entries: string[]) => new Set(entries.map(category)).size
    expect(categories(await list({ count: 6 }))).toBe(1)
    for (const serving of [described(), { ...described(), table: null, encoder: null }]) {
      const diverse = ids(await ask({ count: 3, diversity: 1 }, serving, blues))
      expect(categories(diverse)).toBe(3)
      expect(diverse[0]).toBe(ids(await ask({ count: 1 }, serving, blues))[0])
    }
  })

  it('dampen popularity, down to what was met least', async () => {
    const popular = (novelty: number) => list({ kind: 'popular', count: 30, novelty })
    expect((await popular(0)).slice(0, 3)).toEqual(['i0', 'i1', 'i2'])
    // At 1 the smoothed share is all that is left: equal but for the half that is added.
    expect(await popular(0.5)).toEqual(await popular(0))
    const { items } = await ask({ kind: 'popular', count: 30, novelty: 1 }, described())
    expect(items[0].score / items[29].score).toBeLessThan(20)
  })

  it('prefer the visitor’s own prices', async () => {
    const history = historyOf('i3', 'i4', 'i5', 'i6')
    const prices = async (priceBand: number) => {
      const { items } = await ask({ kind: 'popular', count: 30, priceBand }, described(), history)
      return items.map(({ item }) => item.price)
    }
    expect((await prices(0)).slice(0, 4)).toEqual([1, 2, 3, 4])
    // The quartiles of 4, 5, 6, 7.
    expect((await prices(1)).slice(0, 2)).toEqual([5, 6])
  })

  it('leave out what is hardly relevant beside the best', async () => {
    const { items } = await ask({ kind: 'popular', count: 30, minimumRelevance: 0.5 }, described())
    expect(items.map(({ item }) => item.id)).toEqual(Array.from({ length: 16 }, (_, i) => `i${i}`))
  })

  it('rotate what was shown and not clicked', async () => {
    const shown = createShown()
    const request = checkRequest({ kind: 'popular', count: 2, rotate: true })
    const next = async () => {
      const answer = ids(await recommend(request, described(), [], { shown }))
      shown.add(request, answer)
      return answer
    }
    expect(await next()).toEqual(['i0', 'i1'])
    expect(await next()).toEqual(['i2', 'i3'])
    shown.clicked('i0')
    expect((await next())[0]).toBe('i0')
  })

  it('give no item to two lists of a page, and a list its own items again', async () => {
    const shown = createShown()
    const next = async (given: RecommendRequest) => {
      const request = checkRequest({ count: 3, page: '/', ...given })
      const answer = ids(await recommend(request, described(), blues, { shown }))
      shown.add(request, answer)
      return answer
    }
    const mine = await next({})
    const popular = await next({ kind: 'popular' })
    expect(popular).toEqual(['i0', 'i1', 'i2'].filter((id) => !mine.includes(id)))
    const similar = await next({ kind: 'similar', seed: mine[0] })
    expect(similar.filter((id) => [...mine, ...popular].includes(id))).toEqual([])
    expect(await next({})).toEqual(mine)
    expect(await next({ kind: 'similar', seed: mine[0], page: '/elsewhere' })).not.toEqual(similar)
  })

  it('are nothing where they are not used: the same list in the same order', async () => {
    const none = {
      boost: [],
      pin: [],
      hide: [],
      novelty: 0,
      diversity: 0,
      priceBand: 0,
      minimumRelevance: 0,
      rotate: false,
    }
    for (const kind of ['for-you', 'popular', 'recently-viewed'] as const) {
      const [plain, other] = [
        await ask({ kind, count: 30 }, whole, blues),
        await ask({ kind, count: 30, ...none }, whole, blues),
      ]
      expect(other.items).toEqual(plain.items)
    }
  })
})

describe('what the visitor has turned down', () => {
  const liked = historyOf('i1', 'i3', 'i21', 'i23', 'i22')
  const against = (event: 'not_interested' | 'dislike_item' | 'rate_item', value?: number) => [
    ...liked,
    { id: 6, session: 1, time: 120_000, item: 'i22', event, ...(value && { value }) },
  ]

  it.each<[string, StoredInteraction[]]>([
    ['not interested', against('not_interested')],
    ['a dislike', against('dislike_item')],
    ['a rating of one', against('rate_item', 1)],
  ])('acts on the very next list, on its like too, and says so: %s', async (_, history) => {
    const before = await ask({ count: 30 }, whole, liked)
    const after = await ask({ count: 30 }, whole, history)
    const blueShare = ({ items }: typeof before) => {
      const total = items.reduce((sum, { score }) => sum + score, 0)
      return items.reduce((sum, { item, score }) => sum + (category(item.id) === 2 ? score : 0), 0) / total
    }
    expect(ids(before)).toContain('i22')
    expect(ids(after)).not.toContain('i22')
    expect(blueShare(after)).toBeLessThan(0.6 * blueShare(before))
    const lowered = after.items.find(({ item }) => item.id === 'i24')!
    expect(lowered.reasons.at(-1)).toEqual({ kind: 'turned-down', item: 'i22', weight: expect.any(Number) })
    expect(lowered.parts!.factor).toBeCloseTo(1 - lowered.reasons.at(-1)!.weight, 5)
    for (const { item, reasons } of after.items) {
      if (category(item.id) === 0) expect(reasons.map(({ kind }) => kind)).not.toContain('turned-down')
    }
  })

  it('is forgiven by a like or a purchase, and a middling rating says nothing', async () => {
    const before = await ask({ count: 30 }, whole, liked)
    expect(ids(await ask({ count: 30 }, whole, against('rate_item', 3)))).toContain('i22')
    const forgiven = [
      ...against('not_interested'),
      { id: 7, session: 1, time: 140_000, item: 'i22', event: 'like_item' as const },
    ]
    const { items } = await ask({ count: 30 }, whole, forgiven)
    expect(items.map(({ item }) => item.id)).toContain('i22')
    expect(items.flatMap(({ reasons }) => reasons).map(({ kind }) => kind)).not.toContain('turned-down')
    expect(items).toHaveLength(before.items.length)
  })
})

describe('a list that explores', () => {
  it('shows one item from further down, with what the chances were', async () => {
    const plain = await ask({ count: 10 }, whole, historyOf('i1', 'i3'))
    expect(plain.items.every(({ propensity }) => propensity === undefined)).toBe(true)
    const { items } = await ask({ count: 10, explore: true }, whole, historyOf('i1', 'i3'))
    expect(items[0]).toMatchObject({ item: plain.items[0].item, propensity: 1 })
    const drawn = items.filter(({ item }) => !ids(plain).includes(item.id))
    expect(drawn).toHaveLength(1)
    // Ranks 21 to 30 of thirty items; the place has nine sisters.
    expect(drawn[0].propensity).toBeCloseTo(1 / 9 / 10, 9)
    expect(items.filter(({ propensity }) => propensity === 1 - 1 / 9)).toHaveLength(8)
  })
})

it('brings a list near the mix of categories that the visitor chooses', async () => {
  const history = historyOf('i21', 'i22', 'i1', 'i23', 'i24', 'i25', 'i26')
  const share = async (calibration: number) =>
    ids(await ask({ count: 10, calibration }, whole, history)).filter((id) => category(id) === 0).length
  expect(await share(0.9)).toBeGreaterThanOrEqual(await share(0))
  expect(await share(0.9)).toBeLessThanOrEqual(4)
})
