import { describe, expect, it } from 'vitest'
import { type VSknnOptions, vSknn } from './v-sknn.ts'

const OPTIONS: VSknnOptions = { items: 12, task: 'next-item', idf: 0 }

async function fitted(options: Partial<VSknnOptions>, sessions: number[][], times?: number[]) {
  const baseline = vSknn({ ...OPTIONS, ...options })
  await baseline.fit(
    (async function* () {
      for (const [i, rows] of sessions.entries()) {
        yield { rows, sessions: rows.map(() => 1), times: rows.map(() => times?.[i] ?? Number.NaN) }
      }
    })(),
  )
  return (rows: number[], numbers = rows.map(() => 1)) => {
    const scores = baseline.score({ rows, sessions: numbers })
    const found: Record<number, number> = {}
    scores.forEach((score, index) => {
      if (score > 0) found[index + 1] = Math.round(score * 1e4) / 1e4
    })
    return found
  }
}

describe('V-SKNN', () => {
  it('lets similar sessions vote: linear weights by steps back, divided by the step of the latest shared item', async () => {
    const score = await fitted({}, [
      [1, 5],
      [2, 6],
      [1, 2, 7],
    ])
    // The current session is 1, 2. {2,6}: 2 is the latest step, weight 1, step 1. {1,5}: weight .9, step 2.
    // {1,2,7}: 1 + .9, step 1.
    expect(score([1, 2])).toEqual({ 1: 0.45 + 1.9, 2: 1 + 1.9, 5: 0.45, 6: 1, 7: 1.9 })
  })

  it('counts a repeated item at its latest place, and an item ten steps back not at all', async () => {
    const score = await fitted({}, [
      [1, 5],
      [2, 6],
    ])
    expect(score([1, 2, 1])).toEqual({ 1: 1, 5: 1, 2: 0.45, 6: 0.45 })
    expect(score([2, 1, 8, 9, 8, 9, 8, 9, 8, 9, 8])).toEqual({ 1: 0.01, 5: 0.01 })
  })

  it('looks at the newest sessions alone: by time, and without a clock by order', async () => {
    const sessions = [
      [1, 5],
      [1, 6],
      [1, 7],
    ]
    expect(await fitted({ sample: 2 }, sessions).then((score) => score([1]))).toEqual({ 1: 2, 6: 1, 7: 1 })
    const timed = await fitted({ sample: 2 }, sessions, [300, 100, 200])
    expect(timed([1])).toEqual({ 1: 2, 5: 1, 7: 1 })
  })

  it('lets the most similar vote, of equals the newer', async () => {
    const sessions = [
      [1, 2, 5],
      [2, 6],
      [2, 7],
    ]
    expect(await fitted({ neighbours: 1 }, sessions).then((score) => score([1, 2]))).toEqual({ 1: 1.9, 2: 1.9, 5: 1.9 })
    expect(await fitted({ neighbours: 2 }, sessions).then((score) => score([1, 2]))).toEqual({
      1: 1.9,
      2: 2.9,
      5: 1.9,
      7: 1,
    })
  })

  it('weighs the votes of rare items up', async () => {
    const score = await fitted({ idf: 2 }, [[1, 5], [5], [5], [1]])
    const found = score([1])
    expect(found[5]).toBeCloseTo(1 + 2 * Math.log(4 / 3), 3)
    expect(found[1]).toBeCloseTo(2 * (1 + 2 * Math.log(4 / 2)), 3)
  })

  it('compares the current session alone, in which baskets have no order', async () => {
    const sessions = [
      [1, 5],
      [2, 6],
    ]
    const score = await fitted({}, sessions)
    expect(score([1, 2], [1, 2])).toEqual({ 2: 1, 6: 1 })
    const basket = await fitted({ task: 'next-basket' }, sessions)
    expect(basket([1, 2])).toEqual({ 1: 1, 5: 1, 2: 1, 6: 1 })
  })
})
