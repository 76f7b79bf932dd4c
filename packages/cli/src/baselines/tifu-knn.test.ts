import { describe, expect, it } from 'vitest'
import { tifuKnn } from './tifu-knn.ts'

const OPTIONS = { items: 4, task: 'next-basket' } as const
async function* train() {
  // Three like each other, one who has nothing to do with them.
  yield { id: 1, rows: [1, 2], sessions: [1, 1] }
  yield { id: 2, rows: [1, 3], sessions: [1, 1] }
  yield { id: 3, rows: [4], sessions: [1] }
}

describe('TIFU-KNN', () => {
  it('weighs baskets within their group, and groups, each by its age', async () => {
    const baseline = tifuKnn({ ...OPTIONS, own: 1, group: 2, withinDecay: 0.5, groupDecay: 0.1 })
    await baseline.fit(train())
    // Baskets {1} {2} {3}: the newest group is {2} {3}, the older one {1}.
    const scores = baseline.score({ rows: [1, 2, 3], sessions: [1, 2, 3] })
    expect([...scores]).toEqual([expect.closeTo(0.1 / 4, 6), expect.closeTo(0.5 / 4, 6), expect.closeTo(1 / 4, 6), 0])
  })

  it('takes what the nearest visitors took', async () => {
    const baseline = tifuKnn({ ...OPTIONS, own: 0.5, neighbours: 2 })
    await baseline.fit(train())
    const scores = baseline.score({ rows: [1], sessions: [1] })
    expect(scores[1]).toBeCloseTo(0.25, 6)
    expect(scores[2]).toBeCloseTo(0.25, 6)
    expect(scores[3]).toBe(0)
  })

  it('knows a visitor once, by the latest that a split brought', async () => {
    const baseline = tifuKnn({ ...OPTIONS, own: 0, neighbours: 1 })
    await baseline.fit(
      (async function* () {
        yield* train()
        yield { id: 3, rows: [4, 2], sessions: [1, 2], targets: [0, 1] }
      })(),
    )
    expect(baseline.score({ rows: [4], sessions: [1] })[1]).toBeGreaterThan(0)
  })
})
