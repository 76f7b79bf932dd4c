import { expect, it } from 'vitest'
import { personalFrequency } from './personal-frequency.ts'

it('counts what this visitor touched, older sessions for less, and popularity behind it', async () => {
  const baseline = personalFrequency({ items: 5, task: 'next-basket', decay: 0.5 })
  await baseline.fit(
    (async function* () {
      yield { rows: [4, 4, 4, 5], sessions: [1, 2, 3, 3] }
    })(),
  )
  const scores = [...baseline.score({ rows: [1, 2, 1, 3], sessions: [1, 2, 3, 3] })]
  expect(scores.slice(0, 3).map((score) => Number(score.toFixed(3)))).toEqual([1.25, 0.5, 1])
  expect(scores[3]).toBeGreaterThan(scores[4])
  expect(scores[4]).toBeGreaterThan(0)
  expect(scores[3]).toBeLessThan(0.01)

  // However long ago: before all that was never touched.
  const long = {
    rows: [1, ...Array.from({ length: 500 }, () => 2)],
    sessions: Array.from({ length: 501 }, (_, i) => i),
  }
  const after = baseline.score(long)
  expect(after[0]).toBeGreaterThan(after[3])
})
