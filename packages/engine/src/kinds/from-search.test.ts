import { type RecommendRequest, readCatalogue, type StoredInteraction } from '@penchant/protocol'
import { beforeAll, expect, it } from 'vitest'
import { historyOf } from '../../test/history-of.ts'
import { loadServing } from '../../test/load-serving.ts'
import { TINY_ITEMS } from '../../test/publish-tiny.ts'
import { checkRequest } from '../check-request.ts'
import { recommend } from '../recommend.ts'
import type { Serving } from '../serving.ts'

let serving: Serving

/** i0 … i9 are red, i10 … i19 green, i20 … i29 blue; by turns mugs of Tide, bowls and large lidded mugs. */
beforeAll(async () => {
  const whole = await loadServing()
  const rows = Array.from({ length: TINY_ITEMS }, (_, i) => i)
  const colours = ['Red', 'Green', 'Blue']
  const columns = {
    id: rows.map((i) => `i${i}`),
    title: rows.map((i) => `${colours[Math.floor(i / 10)]} ${['mug', 'bowl', 'mug with a lid'][i % 3]}`),
    brand: rows.map((i) => (i % 3 === 0 ? 0 : null)),
    brands: ['Tide'],
    category: rows.map((i) => (i % 3 === 1 ? 1 : 0)),
    categories: [
      ['Kitchen', 'Mugs'],
      ['Kitchen', 'Bowls'],
    ],
  }
  serving = { ...whole, catalogue: readCatalogue(new TextEncoder().encode(JSON.stringify(columns)), TINY_ITEMS) }
}, 60_000)

const ask = (request: RecommendRequest, history: StoredInteraction[] = []) =>
  recommend(checkRequest({ kind: 'search', count: 30, ...request }), serving, history)
const ids = ({ items }: Awaited<ReturnType<typeof ask>>) => items.map(({ item }) => item.id)

it('finds what fits, the most popular first for a visitor nobody knows', async () => {
  const bowls = await ask({ query: 'bowls' })
  expect(bowls.source).toBe('popularity')
  expect(ids(bowls)).toEqual(['i1', 'i4', 'i7', 'i10', 'i13', 'i16', 'i19', 'i22', 'i25', 'i28'])
  expect(bowls.items[0].reasons).toEqual([{ kind: 'match', weight: 1 }])
  expect(ids(await ask({ query: 'tide blue mug', count: 3 })).sort()).toEqual(['i21', 'i24', 'i27'])
})

it('puts the visitor’s likely choice first among what fits as well, and never before what fits better', async () => {
  const blue = await ask({ query: 'bowl' }, historyOf('i21', 'i22', 'i23', 'i24'))
  expect(blue.source).toBe('model')
  expect(ids(blue).slice(0, 3).sort()).toEqual(['i22', 'i25', 'i28'])
  expect(ids(blue)).toHaveLength(10)
  expect(blue.items[0].reasons.length).toBeGreaterThan(1)
  const red = await ask({ query: 'red bowl' }, historyOf('i21', 'i22', 'i23', 'i24'))
  expect(ids(red).slice(0, 3).sort()).toEqual(['i1', 'i4', 'i7'])
})

it('searches for the last term without a query, under the conditions of the request', async () => {
  const history: StoredInteraction[] = [
    { id: 1, session: 1, time: 0, event: 'search', term: 'bowl' },
    { id: 2, session: 1, time: 1, event: 'view_search_results', term: 'lid' },
    { id: 3, session: 1, time: 2, event: 'view_item', item: 'i0' },
  ]
  const found = ids(await ask({ exclude: ['i2'] }, history))
  expect(found.sort()).toEqual(['i11', 'i14', 'i17', 'i20', 'i23', 'i26', 'i29', 'i5', 'i8'])
  expect(ids(await ask({}, historyOf('i0')))).toEqual([])
  expect(ids(await ask({ query: 'trousers' }))).toEqual([])
  expect(ids(await ask({ query: 'bowl', filter: 'category = "Kitchen > Mugs"' }))).toEqual([])
})
