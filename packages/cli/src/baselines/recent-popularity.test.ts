import { expect, it } from 'vitest'
import { recentPopularity } from './recent-popularity.ts'

it('counts sessions that hold an item, older ones for less, whatever the order in which they come', async () => {
  const baseline = recentPopularity({ items: 3, task: 'next-item', halfLife: 0.25 })
  await baseline.fit(
    (async function* () {
      yield { rows: [2, 2, 3], sessions: [1, 1, 2], times: [10, 20, 4000] }
      yield { rows: [1], sessions: [1], times: [1] }
      yield { rows: [1], sessions: [1], times: [2] }
    })(),
  )
  // Four sessions, oldest first 1, 1, 2, 3: each counts half of the one after it.
  expect([...baseline.score({ rows: [], sessions: [] })].map((share) => share * 15)).toEqual([
    expect.closeTo(3, 4),
    expect.closeTo(4, 4),
    expect.closeTo(8, 4),
  ])
})
