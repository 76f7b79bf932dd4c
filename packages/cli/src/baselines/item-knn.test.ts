import { describe, expect, it } from 'vitest'
import { itemKnn } from './item-knn.ts'

/** Sessions {1,2} {1,2,3} {1,3} {3}: of one visitor and of several. */
async function* train() {
  yield { rows: [1, 2, 2, 1, 2, 3], sessions: [1, 1, 1, 2, 2, 2] }
  yield { rows: [3, 1], sessions: [1, 1] }
  yield { rows: [3], sessions: [1] }
}

describe('item-kNN', () => {
  it('scores by the cosine of the sessions shared with the last item', async () => {
    const baseline = itemKnn({ items: 4, task: 'next-item', regularisation: 0 })
    await baseline.fit(train())
    const scores = baseline.score({ rows: [3, 1], sessions: [1, 1] })
    // 1 is in three sessions, 2 in two, both of them with 1; 3 in three, two of them with 1.
    expect(scores[1]).toBeCloseTo(2 / Math.sqrt(3 * 2), 6)
    expect(scores[2]).toBeCloseTo(2 / Math.sqrt(3 * 3), 6)
    expect([scores[0], scores[3]]).toEqual([0, 0])
  })

  it('discounts rare items by the regularisation', async () => {
    const baseline = itemKnn({ items: 4, task: 'next-item', regularisation: 20 })
    await baseline.fit(train())
    expect(baseline.score({ rows: [1], sessions: [1] })[1]).toBeCloseTo(2 / Math.sqrt(23 * 22), 6)
  })

  it('keeps the most similar items alone', async () => {
    const baseline = itemKnn({ items: 4, task: 'next-item', regularisation: 0, neighbours: 1 })
    await baseline.fit(train())
    const scores = baseline.score({ rows: [1], sessions: [1] })
    expect([scores[1] > 0, scores[2]]).toEqual([true, 0])
  })

  it('sums over the last session of basket data, each item once', async () => {
    const baseline = itemKnn({ items: 4, task: 'next-basket', regularisation: 0 })
    await baseline.fit(train())
    const scores = baseline.score({ rows: [3, 1, 2, 1], sessions: [1, 2, 2, 2] })
    expect(scores[2]).toBeCloseTo(2 / Math.sqrt(3 * 3) + 1 / Math.sqrt(2 * 3), 6)
    expect(scores[0]).toBeCloseTo(2 / Math.sqrt(2 * 3), 6)
  })
})
