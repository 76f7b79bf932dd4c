import { createVectors, learn } from '@penchant/learning'
import { RECOMMENDATION_KINDS, type RecommendRequest, type StoredInteraction } from '@penchant/protocol'
import { startNodeBackend } from '@penchant/tensor/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '../test/history-of.ts'
import { loadServing } from '../test/load-serving.ts'
import { publishTiny } from '../test/publish-tiny.ts'
import { serveTiny } from '../test/serve-tiny.ts'
import { checkRequest } from './check-request.ts'
import { recommend } from './recommend.ts'
import type { Serving } from './serving.ts'
import { visitorSequence } from './visitor-sequence.ts'

const ask = (request: RecommendRequest, serving: Serving, history: StoredInteraction[]) =>
  recommend(checkRequest(request), serving, history)
const shown = async (...given: Parameters<typeof ask>) =>
  (await ask(...given)).items.map(({ item, score }) => [item.id, score])

describe('a model of one item', () => {
  let serving: Serving
  beforeAll(async () => {
    serving = await loadServing({ items: 1 })
  }, 60_000)
  const history = historyOf('i0', ['i0', 'add_to_cart'], ['i0', 'purchase'], 'unknown', 'i0')

  it.each(RECOMMENDATION_KINDS)('answers %s with that item or another kind of list, and with numbers', async (kind) => {
    const own =
      kind === 'rerank' ? { items: ['i0', 'unknown'] } : kind === 'search' ? { query: 'item' } : { seed: 'i0' }
    const answer = await ask({ kind, count: 5, ...own }, serving, history)
    for (const { item, score, reasons } of answer.items) {
      expect(['i0', 'unknown']).toContain(item.id)
      expect(Number.isFinite(score)).toBe(true)
      for (const { weight } of reasons) expect(Number.isFinite(weight)).toBe(true)
    }
    expect(new Set(answer.items.map(({ item }) => item.id)).size).toBe(answer.items.length)
  })

  it('recommends it by the model to who has a history, and as popular to who has none', async () => {
    expect(await ask({ count: 5 }, serving, history)).toMatchObject({
      source: 'model',
      items: [{ item: { id: 'i0' } }],
    })
    expect(await ask({ count: 5 }, serving, [])).toMatchObject({
      source: 'popularity',
      items: [{ item: { id: 'i0' } }],
    })
    expect((await ask({ exclude: ['i0'] }, serving, history)).items).toEqual([])
  })

  it('has nothing to learn: no run is worth anything, and none fails', async () => {
    await startNodeBackend('wasm')
    const tiny = serveTiny(await publishTiny({ items: 1 }))
    const sequence = visitorSequence(historyOf(...Array(60).fill('i0')), tiny.serving.catalogue)
    const slices = { longest: 0, next: async () => {} }
    const { runs, version } = await learn({
      ...{
        sequence,
        champion: null,
        previous: null,
        tiers: ['mix', 'closed-form', 'vector', 'lora'],
        backend: 'wasm',
        slices,
      },
      base: { ...tiny.serving, model: tiny.model, scorer: tiny.serving.table!.scorer },
      vectors: createVectors(sequence, tiny.model, 'wasm', slices),
      signal: new AbortController().signal,
    })
    expect(runs.length).toBeGreaterThan(0)
    expect(version).toBeNull()
    for (const { verdict } of runs) expect(verdict).not.toBe('accepted')
  })
})

describe('a model that goes by fields', () => {
  const fields = [
    { name: 'membership', values: ['gold', 'none'] },
    { name: 'device', values: ['phone', 'desktop'] },
  ]
  const history = historyOf('i1', 'i12', 'i25')
  let serving: Serving
  beforeAll(async () => {
    serving = await loadServing({ context: { fields, width: 4, crosses: 1, rank: 4 } })
  }, 60_000)
  const of = (values: Record<string, string>) =>
    shown({ count: 10, context: { fields: values, device: 'desktop' } }, serving, history)

  it('takes one that the page does not give, and a value that train had not, as unknown', async () => {
    const unknown = await of({})
    expect(await of({ membership: 'platinum' })).toEqual(unknown)
    expect(await of({ membership: '' })).toEqual(unknown)
    expect(await of({ shoeSize: '44' })).toEqual(unknown)
    expect(await of({ membership: 'gold' })).not.toEqual(unknown)
    for (const [, score] of unknown) expect(Number.isFinite(score)).toBe(true)
  })
})
