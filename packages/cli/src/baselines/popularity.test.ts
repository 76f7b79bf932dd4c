import { expect, it } from 'vitest'
import { popularity } from './popularity.ts'

it('scores by the share of all interactions, whatever the history', async () => {
  const baseline = popularity({ items: 3, task: 'next-item' })
  await baseline.fit(
    (async function* () {
      yield { rows: [1, 3, 3], sessions: [1, 1, 2] }
      yield { rows: [3], sessions: [1] }
    })(),
  )
  expect([...baseline.score({ rows: [2], sessions: [1] })]).toEqual([0.25, 0, 0.75])
  expect([...baseline.score({ rows: [], sessions: [] })]).toEqual([0.25, 0, 0.75])
})
