import { expect, it } from 'vitest'
import { implicitAls } from './implicit-als.ts'

it('carries what goes together over items that never met, and knows nothing of what nobody touched', async () => {
  const chain = [
    [1, 2],
    [2, 3],
    [5, 6],
    [6, 7],
  ]
  const baseline = implicitAls({ items: 8, task: 'next-item', dimension: 2, regularisation: 0.01 })
  await baseline.fit(
    (async function* () {
      for (let i = 0; i < 60; i++) yield { rows: chain[i % 4], sessions: chain[i % 4].map(() => 1) }
    })(),
  )
  const scores = baseline.score({ rows: [1], sessions: [1] })
  const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a]).map((i) => i + 1)
  expect(order.slice(0, 3).sort()).toEqual([1, 2, 3])
  const other = baseline.score({ rows: [7], sessions: [1] })
  expect(Math.min(other[4], other[5], other[6])).toBeGreaterThan(Math.max(other[0], other[1], other[2], other[7]))
})
