import { expect, it } from 'vitest'
import type { Baseline } from './baseline.ts'
import { repeatLast } from './repeat-last.ts'

async function* train() {
  yield { rows: [5, 5, 5, 4, 4, 2, 2, 2, 2], sessions: [1, 1, 1, 1, 1, 1, 1, 1, 1] }
}

function ranking(baseline: Baseline, rows: number[], sessions: number[]): number[] {
  const scores = baseline.score({ rows, sessions })
  return [...scores.keys()].map((index) => index + 1).sort((a, b) => scores[b - 1] - scores[a - 1])
}

it('next item: the history, latest first, then popularity', async () => {
  const baseline = repeatLast({ items: 5, task: 'next-item' })
  await baseline.fit(train())
  expect(ranking(baseline, [3, 1, 5, 1, 1], [1, 1, 2, 2, 2])).toEqual([1, 5, 3, 2, 4])
  expect(ranking(baseline, [], []).slice(0, 3)).toEqual([2, 5, 4])
})

it("next basket: the last session's items by popularity, then popularity", async () => {
  const baseline = repeatLast({ items: 5, task: 'next-basket' })
  await baseline.fit(train())
  expect(ranking(baseline, [3, 4, 1, 5], [1, 2, 2, 2])).toEqual([5, 4, 1, 2, 3])
  // An item that is in the basket twice is no more than once in it.
  expect(ranking(baseline, [1, 1, 5], [1, 1, 1]).slice(0, 2)).toEqual([5, 1])
})
