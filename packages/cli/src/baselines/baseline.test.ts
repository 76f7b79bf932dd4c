import { describe, expect, it } from 'vitest'
import {
  BASELINE_NAMES,
  type Baseline,
  type BaselineName,
  type BaselineOptions,
  type TrainingSequence,
} from './baseline.ts'
import { content } from './content.ts'
import { implicitAls } from './implicit-als.ts'
import { itemKnn } from './item-knn.ts'
import { personalFrequency } from './personal-frequency.ts'
import { popularity } from './popularity.ts'
import { recentPopularity } from './recent-popularity.ts'
import { repeatLast } from './repeat-last.ts'
import { sequentialRules } from './sequential-rules.ts'
import { tifuKnn } from './tifu-knn.ts'
import { truncatedSvd } from './truncated-svd.ts'
import { vSknn } from './v-sknn.ts'
import { vStan } from './v-stan.ts'

const BASELINES: [BaselineName, (options: BaselineOptions) => Baseline][] = [
  ['popularity', popularity],
  ['recent-popularity', recentPopularity],
  ['repeat-last', repeatLast],
  ['personal-frequency', personalFrequency],
  ['tifu-knn', tifuKnn],
  ['content', content],
  ['sequential-rules', sequentialRules],
  ['item-knn', itemKnn],
  ['v-sknn', vSknn],
  ['v-stan', vStan],
  ['truncated-svd', truncatedSvd],
  ['implicit-als', implicitAls],
]
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

it('covers every baseline', () => {
  expect(BASELINES.map(([name]) => name)).toEqual([...BASELINE_NAMES])
})

describe.each(BASELINES)('the contract of a baseline: %s', (name, create) => {
  describe.each(TASKS)('%s', (task) => {
    async function fitted(sequences = TRAIN): Promise<Baseline> {
      const baseline = create({ items: 6, task, texts: TEXTS })
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
