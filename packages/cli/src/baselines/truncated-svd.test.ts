import { createRandom } from '@penchant/model'
import { describe, expect, it } from 'vitest'
import { symmetricEigen } from './symmetric-eigen.ts'
import { truncatedSvd } from './truncated-svd.ts'

/** Sixty sessions of items 1…12 that lean to the first or the second half. */
const random = createRandom(3)
const SESSIONS = Array.from({ length: 60 }, (_, i) =>
  Array.from({ length: 12 }, (_, item) => item + 1).filter(
    (item) => random.uniform() < (item <= 6 === i % 2 > 0 ? 0.6 : 0.1),
  ),
).filter((rows) => rows.length > 0)

async function* train() {
  for (const rows of SESSIONS) yield { rows, sessions: rows.map(() => 1) }
}

describe('truncated SVD', () => {
  it('projects on the same space as the exact decomposition', async () => {
    const k = 3
    const baseline = truncatedSvd({ items: 12, task: 'next-item', dimension: k, damping: 0, decay: 1 })
    await baseline.fit(train())
    const gram = new Float64Array(144)
    for (const rows of SESSIONS) for (const a of rows) for (const b of rows) gram[(a - 1) * 12 + b - 1]++
    const { values, vectors } = symmetricEigen(gram, 12)
    expect(values[0]).toBeGreaterThan(values[2])
    const exact = Array.from({ length: 12 }, (_, i) => {
      let sum = 0
      for (let j = 0; j < k; j++) sum += vectors[i * 12 + j] * (vectors[0 * 12 + j] + vectors[7 * 12 + j])
      return sum
    })
    const least = Math.min(...exact)
    const scores = baseline.score({ rows: [1, 8], sessions: [1, 1] })
    for (let i = 0; i < 12; i++) expect(scores[i]).toBeCloseTo(exact[i] - least, 4)
  })

  it('finds the half that a session leans to, though the items never met', async () => {
    const baseline = truncatedSvd({ items: 12, task: 'next-item', dimension: 2 })
    await baseline.fit(train())
    const scores = baseline.score({ rows: [1, 2], sessions: [1, 1] })
    expect(Math.min(...scores.slice(0, 6))).toBeGreaterThan(Math.max(...scores.slice(6)))
  })
})
