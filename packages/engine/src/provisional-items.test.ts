import type { RecommendRequest, StoredInteraction } from '@penchant/protocol'
import { beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '../test/history-of.ts'
import { loadServing, withAttributes } from '../test/load-serving.ts'
import { checkRequest } from './check-request.ts'
import { inspect } from './inspect.ts'
import { recommend } from './recommend.ts'
import type { Serving } from './serving.ts'

let whole: Serving

beforeAll(async () => {
  whole = withAttributes(await loadServing())
}, 60_000)

/** Of the last interaction with `item` a page said what it is. */
function told(history: StoredInteraction[], item: string, about: string): StoredInteraction[] {
  return history.map((row) => (row.item === item ? { ...row, about } : row))
}
const ask = (request: RecommendRequest, history: StoredInteraction[], serving: Serving = whole) =>
  recommend(checkRequest(request), serving, history, { now: 0 })
const categories = ({ items }: Awaited<ReturnType<typeof recommend>>) => [
  ...new Set(items.map(({ item }) => item.category?.[0])),
]

describe('an item that came into the shop after the model', () => {
  const history = told(historyOf('new'), 'new', 'A blue vase')

  it('has similar items by what its page says of it', async () => {
    const answer = await ask({ kind: 'similar', seed: 'new', count: 6 }, history)
    expect(answer.source).toBe('model')
    expect(categories(answer)).toEqual(['Blue'])
    expect(answer.items[0].reasons).toEqual([{ kind: 'interaction', item: 'new', weight: 1 }])
    expect((await ask({ kind: 'similar', seed: 'new' }, historyOf('new'))).source).toBe('popularity')
  })

  it('has them by its words alone until the item table is there', async () => {
    const answer = await ask({ kind: 'similar', seed: 'new', count: 6 }, history, {
      ...whole,
      table: null,
      encoder: null,
    })
    expect(answer.source).toBe('content')
    expect(categories(answer)).toEqual(['Blue'])
  })

  it('is read by the model, is a reason, and is never recommended itself', async () => {
    const answer = await ask({ count: 30 }, history)
    expect(answer.source).toBe('model')
    expect(categories({ ...answer, items: answer.items.slice(0, 5) })).toEqual(['Blue'])
    expect(answer.items[0].reasons[0]).toMatchObject({ kind: 'interaction', item: 'new' })
    expect(answer.items.map(({ item }) => item.id)).not.toContain('new')
    // After what is known it counts, too: it was looked at last.
    const placeOfBlue = async (seen: StoredInteraction[]) =>
      (await ask({ count: 30 }, seen)).items.findIndex(({ item }) => item.category?.[0] === 'Blue')
    const withNew = historyOf('i3', 'new')
    expect(await placeOfBlue(told(withNew, 'new', 'A blue vase'))).toBeLessThan(await placeOfBlue(withNew))
  })

  it('is what "because you viewed" is about', async () => {
    const answer = await ask(
      { kind: 'because-you-viewed', count: 5 },
      told(historyOf('i3', 'new'), 'new', 'A blue vase'),
    )
    expect(answer).toMatchObject({ seed: 'new', source: 'model' })
    expect(categories(answer)).toEqual(['Blue'])
  })

  it('counts for nothing where no item is like it', async () => {
    const strange = told(historyOf('new'), 'new', 'qwertz')
    expect((await ask({}, strange)).source).toBe('popularity')
    const known = await ask({ count: 5 }, historyOf('i3'))
    expect((await ask({ count: 5 }, [...historyOf('i3'), ...strange])).items.map(({ item }) => item.id)).toEqual(
      known.items.map(({ item }) => item.id),
    )
  })

  it('has its share in the inspection', async () => {
    const { sequence } = await inspect({ count: 3 }, {}, whole, history)
    expect(sequence).toMatchObject([{ item: 'new', share: expect.closeTo(1) }])
  })
})
