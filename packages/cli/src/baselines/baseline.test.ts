import { describe, expect, it } from 'vitest'
import { BASELINE_NAMES, type Baseline, type TrainingSequence } from './baseline.ts'
import { createBaseline } from './create-baseline.ts'

const TEXTS = ['red mug', 'blue mug', 'red pot', 'lamp', '', 'blue lamp']
const TASKS = ['next-item', 'next-basket'] as const

async function* stream(sequences: TrainingSequence[]) {
  yield* sequences
}

/** Two sessions a visitor; items 1 to 6, of which nobody met 6. */
const TRAIN: TrainingSequence[] = [
  { rows: [1, 2, 3, 1, 4], sessions: [1, 1, 1, 2, 2] },
  { rows: [2, 3, 5, 2], sessions: [1, 1, 1, 4] },
  { rows: [3, 4], sessions: [1, 1] },
]

describe.each(BASELINE_NAMES)('the contract of a baseline: %s', (name) => {
  describe.each(TASKS)('%s', (task) => {
    async function fitted(sequences = TRAIN): Promise<Baseline> {
      const baseline = createBaseline(name, { items: 6, task, texts: TEXTS })
      await baseline.fit(stream(sequences))
      return baseline
    }

    it('has its name and scores every item, finite and not negative', async () => {
      const baseline = await fitted()
      expect(baseline.name).toBe(name)
      for (const rows of [[], [1], [6], [1, 2, 3], [5, 5, 5, 4, 3, 2, 1, 1, 2, 3, 4, 5, 1]]) {
        const scores = baseline.score({ rows, sessions: rows.map(() => 1) })
        expect(scores.length).toBe(6)
        expect(scores.every((score) => score >= 0 && score < Number.POSITIVE_INFINITY)).toBe(true)
      }
    })

    it('says how much a device would have to hold', async () => {
      const baseline = await fitted()
      expect(baseline.bytes()).toBeGreaterThan(0)
    })

    it('forgets the question before', async () => {
      const baseline = await fitted()
      const first = [...baseline.score({ rows: [1, 2], sessions: [1, 2] })]
      baseline.score({ rows: [3, 4], sessions: [1, 1] })
      expect([...baseline.score({ rows: [1, 2], sessions: [1, 2] })]).toEqual(first)
    })

    it('takes padding for nothing', async () => {
      const baseline = await fitted(
        TRAIN.map(({ rows, sessions }) => ({ rows: [...Array.from(rows), 0], sessions: [...Array.from(sessions), 9] })),
      )
      const plain = await fitted()
      const question = { rows: [4, 1, 2], sessions: [1, 2, 2] }
      expect([...baseline.score(question)]).toEqual([...plain.score(question)])
    })

    it('does not count history twice that an earlier split brought', async () => {
      const again = TRAIN.slice(0, 1).map(({ rows, sessions }) => ({
        rows,
        sessions,
        targets: Array.from(rows, () => 0),
      }))
      const question = { rows: [4, 1, 2], sessions: [1, 2, 2] }
      const once = [...(await fitted()).score(question)]
      expect([...(await fitted([...TRAIN, ...again])).score(question)]).toEqual(once)
    })

    it('scores without having seen anything', async () => {
      const baseline = await fitted([])
      expect(baseline.score({ rows: [1, 2], sessions: [1, 1] }).every(Number.isFinite)).toBe(true)
    })
  })
})
