import { describe, expect, it } from 'vitest'
import type { TrainingSequence } from './baseline.ts'
import { sequentialRules } from './sequential-rules.ts'

async function rules(task: 'next-item' | 'next-basket', sequences: TrainingSequence[], steps?: number) {
  const baseline = sequentialRules({ items: 5, task, steps })
  await baseline.fit(
    (async function* () {
      yield* sequences
    })(),
  )
  return (rows: number[], sessions = rows.map(() => 1)) => [...baseline.score({ rows, sessions })]
}

describe('sequential rules', () => {
  it('give what came after the last item, the later the less, within a session', async () => {
    const score = await rules('next-item', [
      { rows: [1, 2, 3, 4], sessions: [1, 1, 1, 2] },
      { rows: [1, 3], sessions: [1, 1] },
    ])
    // 2 came once right after 1; 3 once two steps and once one step after it; 4 in another session.
    expect(score([5, 1])).toEqual([0, 1, 1.5, 0, 0])
    expect(score([3])).toEqual([0, 0, 0, 0, 0])
  })

  it('forget what came too late, and do not take an item for its own successor', async () => {
    const score = await rules('next-item', [{ rows: [1, 1, 2, 3], sessions: [1, 1, 1, 1] }], 1)
    expect(score([1])).toEqual([0, 1, 0, 0, 0])
  })

  it('go from basket to basket of one visitor, whatever the order within', async () => {
    const score = await rules('next-basket', [{ rows: [1, 2, 3, 4, 5], sessions: [1, 1, 2, 2, 3] }])
    expect(score([1, 2])).toEqual([0, 0, 2, 2, 1])
    expect(score([3, 1], [1, 2])).toEqual([0, 0, 1, 1, 0.5])
  })

  it('learn nothing twice that an earlier split brought', async () => {
    const score = await rules('next-item', [{ rows: [1, 2, 3], sessions: [1, 1, 1], targets: [0, 0, 1] }])
    expect(score([1])).toEqual([0, 0, 0.5, 0, 0])
  })
})
