import { type RecommendRequest, readCatalogue } from '@penchant/protocol'
import { beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '../../test/history-of.ts'
import { loadServing } from '../../test/load-serving.ts'
import { TINY_ITEMS } from '../../test/publish-tiny.ts'
import { checkRequest } from '../check-request.ts'
import { recommend } from '../recommend.ts'
import type { Serving } from '../serving.ts'

let plain: Serving
let dated: Serving

/** i0 … i9 came long ago, i10 … i19 forty days before the newest, the rest within the month; every third is on sale. */
beforeAll(async () => {
  plain = await loadServing()
  const rows = Array.from({ length: TINY_ITEMS }, (_, i) => i)
  const columns = {
    id: rows.map((i) => `i${i}`),
    price: rows.map(() => 10),
    listPrice: rows.map((i) => (i % 3 === 0 ? 12 : i % 3 === 1 ? 10 : null)),
    added: rows.map((i) => (i < 10 ? null : i < 20 ? 19_960 : 19_971 + (i % 30))),
    trend: rows.map((i) => ({ 4: 3.5, 21: 9.1, 28: 2 })[i] ?? null),
  }
  const bytes = new TextEncoder().encode(JSON.stringify(columns))
  dated = { ...plain, catalogue: readCatalogue(bytes, TINY_ITEMS) }
}, 60_000)

const ask = (request: RecommendRequest, serving = dated, ...visited: string[]) =>
  recommend(checkRequest(request), serving, historyOf(...visited))
const ids = ({ items }: Awaited<ReturnType<typeof ask>>) => items.map(({ item }) => item.id)
const number = (id: string) => Number(id.slice(1))

describe('trending', () => {
  it('gives what rises, the strongest first, and says so', async () => {
    const answer = await ask({ kind: 'trending' })
    expect(ids(answer)).toEqual(['i21', 'i4', 'i28'])
    expect(answer.items[0].reasons).toEqual([{ kind: 'trending', weight: 1 }])
    expect(ids(await ask({ kind: 'trending', exclude: ['i21'], count: 1 }))).toEqual(['i4'])
  })

  it('is what is popular where the model does not know', async () => {
    expect(ids(await ask({ kind: 'trending', count: 2 }, plain))).toEqual(['i0', 'i1'])
  })
})

describe('new arrivals', () => {
  it('are of the last thirty days, for this visitor', async () => {
    const blue = await ask({ kind: 'new-arrivals', count: 100 }, dated, 'i21', 'i22')
    expect(ids(blue).map(number).sort()).toEqual(Array.from({ length: 10 }, (_, i) => 20 + i))
    expect(blue.source).toBe('model')
    expect(blue.items[0].reasons[0]).toEqual({ kind: 'new', weight: 1 })
    expect(blue.items[0].reasons.length).toBeGreaterThan(1)
    const stranger = await ask({ kind: 'new-arrivals', count: 3 })
    expect(ids(stranger)).toEqual(['i20', 'i21', 'i22'])
    expect(stranger.items[0].reasons).toEqual([{ kind: 'new', weight: 1 }])
  })

  it('are none where nothing has a date', async () => {
    expect(ids(await ask({ kind: 'new-arrivals' }, plain, 'i1'))).toEqual([])
  })
})

describe('on sale', () => {
  it('is what costs less than its list price, under the conditions of the request', async () => {
    const answer = await ask({ kind: 'on-sale', count: 100, exclude: ['i0'] }, dated, 'i1', 'i2')
    expect(ids(answer).map((id) => number(id) % 3)).toEqual(Array(9).fill(0))
    expect(ids(answer)).not.toContain('i0')
    expect(answer.items[0].reasons[0].kind).toBe('sale')
    // Of the visitor's own category first.
    expect(number(ids(answer)[0])).toBeLessThan(10)
  })
})
