import { describe, expect, it } from 'vitest'
import { bestWithin, type Choice, smallestForm, type Tried } from './choose-form.ts'
import type { TableForm } from './table-forms.ts'

const form = (size: TableForm['size'], bytes: number): TableForm => ({ size, bytes, make: async () => [] })
const [pq, int4, int8] = [form('pq', 100), form('int4', 500), form('int8', 1000)]
const FORMS = [pq, int4, int8]
const NEIGHBOURS = [
  { count: 30, bytes: 900 },
  { count: 10, bytes: 400 },
  { count: 5, bytes: 200 },
]

/** @param loss of each form against fp32 @param ndcg of the whole score with it and so many neighbours */
function shop(loss: (form: TableForm) => number, ndcg: (form: TableForm, neighbours: number) => number) {
  const asked: string[] = []
  const attempt = async (form: TableForm): Promise<Tried> => {
    asked.push(form.size)
    const lost = loss(form)
    const precision = { before: 0.2, after: 0.2 * (1 - lost), loss: lost, isKept: lost <= 0.02 } as Tried['precision']
    return { form, bytes: new Uint8Array(), weights: { entries: [], values: new Float32Array() }, precision }
  }
  const fit = async (tried: Tried, neighbours: number) =>
    ({ ...tried, neighbours, ndcg: ndcg(tried.form, neighbours) }) as unknown as Choice
  const choose = async (most: number) => {
    const { form, neighbours } = await bestWithin({ most, fixed: 50, neighbours: NEIGHBOURS }, FORMS, attempt, fit)
    return [form.size, neighbours]
  }
  return { asked, attempt, choose }
}

describe('the form within a budget', () => {
  it('is plain int8 with all neighbours where there is room, and nothing else is tried', async () => {
    const { choose, asked } = shop(
      () => 0,
      () => 1,
    )
    expect(await choose(1950)).toEqual(['int8', 30])
    expect(asked).toEqual(['int8'])
  })

  it('is a smaller one where the neighbours that it leaves room for are worth more than what it loses', async () => {
    const byNeighbours = shop(
      () => 0.01,
      (_, neighbours) => neighbours,
    )
    expect(await byNeighbours.choose(1460)).toEqual(['int4', 30])
    // pq has no more neighbours than int4.
    expect(byNeighbours.asked).toEqual(['int8', 'int4'])
    const byRows = shop(
      () => 0.01,
      ({ bytes }) => bytes,
    )
    expect(await byRows.choose(1460)).toEqual(['int8', 10])
  })

  it('passes the gate, however well it fits', async () => {
    const { choose } = shop(
      ({ size }) => (size === 'int4' ? 0.03 : 0),
      (_, neighbours) => neighbours,
    )
    expect(await choose(1460)).toEqual(['pq', 30])
  })

  it('is none where nothing fits or nothing that fits passes, and the smallest that would do is named', async () => {
    const all = shop(
      () => 0,
      () => 1,
    )
    await expect(all.choose(300)).rejects.toThrow(
      /nothing fits in 1 kB; the smallest that does is 1 kB \(pq, 5 neighbours/,
    )
    const coarse = shop(
      ({ size }) => (size === 'int8' ? 0 : 0.1),
      () => 1,
    )
    await expect(coarse.choose(800)).rejects.toThrow(
      /what fits loses too much \(int4 reaches 18.00 % NDCG@10 and fp32 20.00 %; pq .*\) in 1 kB; the smallest that does is 2 kB \(int8/,
    )
    const none = shop(
      () => 0.5,
      () => 1,
    )
    await expect(none.choose(800)).rejects.toThrow(/int8 reaches 10.00 % .* more than 2 %/)
    expect(none.asked).toEqual(['int4', 'pq', 'int8'])
  })

  it('without a budget is the smallest that passes', async () => {
    const { attempt } = shop(
      ({ size }) => (size === 'pq' ? 0.1 : 0),
      () => 1,
    )
    expect((await smallestForm(FORMS, attempt)).form).toBe(int4)
  })
})
