import { expect, it } from 'vitest'
import { content } from './content.ts'

it('scores by the words of the session, the latest item first, without a look at behaviour', async () => {
  const texts = ['red mug', 'blue mug', 'red lamp', 'garden hose', '']
  const baseline = content({ items: 5, task: 'next-item', texts, decay: 0.5 })
  await baseline.fit((async function* () {})())
  const scores = [...baseline.score({ rows: [4, 1], sessions: [1, 1] })]
  expect(scores[1]).toBeGreaterThan(0)
  expect(scores[2]).toBeGreaterThan(0)
  expect([scores[3], scores[4]]).toEqual([0, 0])
  const later = baseline.score({ rows: [1, 4], sessions: [1, 1] })
  expect(later[1]).toBeCloseTo(scores[1] / 2, 5)
})
