import type { EventName, RecommendRequest, StoredInteraction } from '@penchant/protocol'
import { beforeAll, describe, expect, it } from 'vitest'
import { downloadOf } from '../test/load-tiny.ts'
import { publishTiny } from '../test/publish-tiny.ts'
import { checkRequest } from './check-request.ts'
import { loadModel } from './load-model.ts'
import { recommend } from './recommend.ts'
import type { Serving } from './serving.ts'

let whole: Serving

beforeAll(async () => {
  const problems: Error[] = []
  await loadModel({
    download: downloadOf(await publishTiny()),
    backend: 'cpu',
    restore: async () => {},
    onProgress: (serving) => {
      whole = serving
    },
    onProblem: (error) => problems.push(error),
  })
  expect(problems).toEqual([])
}, 60_000)

const historyOf = (...steps: (string | [item: string, event: EventName])[]): StoredInteraction[] =>
  steps.map((step, i) => {
    const [item, event] = typeof step === 'string' ? [step, 'view_item' as const] : step
    return { id: i + 1, session: 1, time: i * 20_000, item, event }
  })
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

  it('falls back from similar to bought together to popular', async () => {
    const partial = { ...whole, table: null }
    expect(ids(await ask({ kind: 'similar', seed: 'i12' }, partial))).toEqual(['i13', 'i14'])
    const exhausted = await ask({ kind: 'similar', seed: 'i12', exclude: ['i13', 'i14'], count: 2 }, partial)
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

  it.each<[field: string, request: unknown]>([
    ['the request', null],
    ['the request', 'popular'],
    ['kind', { kind: 'best' }],
    ['seed', { kind: 'similar' }],
    ['seed', { kind: 'bought-together', seed: '' }],
    ['seed', { kind: 'similar', seed: 7 }],
    ['count', { count: 0 }],
    ['count', { count: 101 }],
    ['count', { count: 2.5 }],
    ['exclude', { exclude: 'i1' }],
    ['exclude', { exclude: [1] }],
  ])('refuses a wrong %s by its name: %j', (field, request) => {
    expect(() => checkRequest(request)).toThrow(
      expect.objectContaining({ name: 'InvalidRequest', message: expect.stringContaining(field) }),
    )
  })
})
