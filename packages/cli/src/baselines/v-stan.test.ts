import { describe, expect, it } from 'vitest'
import { vStan } from './v-stan.ts'

async function fitted(sessions: number[][], options: Partial<Parameters<typeof vStan>[0]> = {}) {
  const baseline = vStan({ items: 9, task: 'next-item', idf: 0, ...options })
  await baseline.fit(
    (async function* () {
      for (const rows of sessions) yield { rows, sessions: rows.map(() => 1) }
    })(),
  )
  return (...rows: number[]) => [...baseline.score({ rows, sessions: rows.map(() => 1) })]
}

describe('V-STAN', () => {
  it('lets newer neighbours count for more', async () => {
    const score = await fitted(
      [
        [1, 2],
        [1, 3],
      ],
      { age: 0.5 },
    )
    expect(score(1)[2] / score(1)[1]).toBeCloseTo(Math.E, 4)
  })

  it('lets what lies nearer to the shared item count for more', async () => {
    const score = await fitted([[1, 2, 3, 4]], { distance: 2 })
    const scores = score(2)
    expect(scores[2]).toBeCloseTo(scores[0], 6)
    expect(scores[2] / scores[3]).toBeCloseTo(Math.exp(0.5), 4)
  })

  it('lets the latest item of the session count for more, and long neighbours for less', async () => {
    const score = await fitted(
      [
        [1, 5],
        [2, 6],
        [2, 7, 8, 9],
      ],
      { steps: 1, age: 1e9, distance: 1e9 },
    )
    const scores = score(1, 2)
    expect(scores[5] / scores[4]).toBeCloseTo(Math.E, 4)
    expect(scores[5] / scores[6]).toBeCloseTo(Math.SQRT2, 4)
  })
})
