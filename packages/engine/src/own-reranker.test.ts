import type { RecommendRequest } from '@penchant/protocol'
import { beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '../test/history-of.ts'
import { loadServing, withAttributes } from '../test/load-serving.ts'
import { checkRequest } from './check-request.ts'
import type { Reranker, RerankerCandidate, RerankerContext } from './own-reranker.ts'
import { recommend } from './recommend.ts'
import type { Serving } from './serving.ts'

let serving: Serving

beforeAll(async () => {
  serving = withAttributes(await loadServing())
}, 60_000)

const history = historyOf('i20', 'i21')

async function ask(rerank: Reranker | undefined, request: RecommendRequest = {}) {
  const errors: string[] = []
  const checked = checkRequest({ count: 4, context: { device: 'tablet', campaign: 'spring' }, ...request })
  const { items } = await recommend(checked, serving, history, {
    now: 1234,
    rerank,
    onRerankerError: ({ name, message }) => errors.push(`${name}: ${message}`),
  })
  return { ids: items.map(({ item }) => item.id), items, errors }
}

describe("a shop's own re-ranker", () => {
  it('orders all that may be recommended by what it knows, and the request’s pins and caps hold', async () => {
    const dearest: Reranker = (candidates) => candidates.toSorted((a, b) => b.item.price! - a.item.price!)
    expect((await ask(dearest)).ids).toEqual(['i29', 'i28', 'i27', 'i26'])
    expect((await ask(dearest, { pin: [{ id: 'i0', place: 2 }], maxPerBrand: 2 })).ids).toEqual([
      'i29',
      'i0',
      'i28',
      'i27',
    ])
    expect((await ask(dearest, { kind: 'popular', filter: 'price < 20' })).ids).toEqual(['i18', 'i17', 'i16', 'i15'])
  })

  it('is told who asks for what, and what the visitor did', async () => {
    let told: RerankerContext | undefined
    let given: readonly RerankerCandidate[] = []
    const plain = await ask(undefined)
    const { ids } = await ask(async (candidates, context) => {
      told = context
      given = candidates
      return candidates
    })
    expect(ids).toEqual(plain.ids)
    expect(told).toEqual({
      kind: 'for-you',
      seed: '',
      count: 4,
      now: 1234,
      device: 'tablet',
      campaign: 'spring',
      history,
    })
    expect(given).toHaveLength(30)
    expect(given[0].reasons).toEqual(plain.items[0].reasons)
  })

  it('may leave out and score anew; what it invents or repeats is left out', async () => {
    const { items, errors } = await ask((candidates) => {
      const [a, b, c] = candidates
      return [c, { ...a, score: 7 }, c, { item: { id: 'forged' }, score: 9, reasons: [] }, { ...b, score: Number.NaN }]
    })
    const { ids } = await ask(undefined)
    expect(items.map(({ item }) => item.id)).toEqual([ids[2], ids[0], ids[1]])
    expect(items[1].score).toBe(7)
    expect(items[2].score).toBeGreaterThan(0)
    expect(errors).toEqual([])
  })

  it.each([
    ['throws', () => JSON.parse('{'), /^SyntaxError/],
    ['rejects', () => Promise.reject(new Error('no weights')), /^Error: no weights/],
    ['gives no array', () => 'best first', /^InvalidOption: rerank gave string; give an array/],
    ['never answers', () => new Promise(() => {}), /^Timeout: the shop's own re-ranker gave no answer within 500 ms/],
  ])('that %s changes nothing, and is told of', async (_, rerank, message) => {
    const { ids, errors } = await ask(rerank as unknown as Reranker)
    expect(ids).toEqual((await ask(undefined)).ids)
    expect(errors).toEqual([expect.stringMatching(message)])
  })
})
