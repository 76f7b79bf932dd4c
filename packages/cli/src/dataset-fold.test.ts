import { describe, expect, it } from 'vitest'
import { type Fold, foldedSequence, recentPart, rollingFolds, sessionBeginnings } from './dataset-fold.ts'
import type { DatasetSequence } from './dataset-sequence.ts'

/** A visitor with a visit at each of `times`, two interactions each, ten seconds apart. */
function visitor(id: number, times: number[]): DatasetSequence {
  const all = times.flatMap((time) => [time, time + 10])
  const count = all.length
  return {
    id,
    rows: Int32Array.from(all, (_, i) => i + 1),
    events: new Uint8Array(count),
    sessions: Int32Array.from(all, (_, i) => 1 + (i >> 1)),
    gaps: new Float32Array(count),
    dwells: new Float32Array(count),
    times: Float64Array.from(all),
    targets: new Uint8Array(count).fill(1),
    context: { device: Uint8Array.from(all, (_, i) => i) },
  }
}
const fold: Fold = { since: -Number.MAX_VALUE, from: 200, until: 300 }
const rows = (sequence: DatasetSequence | null) => sequence && [...sequence.rows]

describe('a fold of the train split', () => {
  it('learns from the visits before its origin, and asks those of its period with all the history', () => {
    const sequence = visitor(1, [100, 195, 250, 300])
    // The second visit ends after the origin, and began before it.
    const train = foldedSequence(sequence, fold, 'train')!
    expect(rows(train)).toEqual([1, 2, 3, 4])
    expect([...train.context.device]).toEqual([0, 1, 2, 3])
    const asked = foldedSequence(sequence, fold, 'validation')!
    expect(rows(asked)).toEqual([1, 2, 3, 4, 5, 6])
    expect([...asked.targets]).toEqual([0, 0, 0, 0, 1, 1])
  })

  it('leaves out who has nothing to say', () => {
    expect(foldedSequence(visitor(1, [250]), fold, 'train')).toBeNull()
    expect(foldedSequence(visitor(1, [100, 320]), fold, 'validation')).toBeNull()
    expect(rows(foldedSequence(visitor(1, [10, 150, 250]), { ...fold, since: 100 }, 'train'))).toEqual([3, 4])
  })

  it('takes the numbers of sequences for the time where there is no clock', () => {
    const unclocked = (id: number) => {
      const sequence = visitor(id, [0])
      return { ...sequence, times: sequence.times.map(() => Number.NaN) }
    }
    expect(rows(foldedSequence(unclocked(199), fold, 'train'))).toEqual([1, 2])
    expect(foldedSequence(unclocked(200), fold, 'train')).toBeNull()
    expect([...foldedSequence(unclocked(200), fold, 'validation')!.targets]).toEqual([1, 1])
    expect(foldedSequence(unclocked(300), fold, 'validation')).toBeNull()
  })

  it('rolls on: each fold asks the part after the one before, the last to the very end', async () => {
    async function* visitors() {
      for (let i = 0; i < 1000; i++) yield visitor(i, [1000 - i, 2000 - i])
    }
    const beginnings = await sessionBeginnings(visitors())
    expect(beginnings).toEqual(Float64Array.from({ length: 2000 }, (_, i) => i + 1))
    const folds = rollingFolds(beginnings, 3, 0.1)
    expect(folds.map(({ from, until }) => [from, until])).toEqual([
      [1401, 1601],
      [1601, 1801],
      [1801, Number.MAX_VALUE],
    ])
    const recent = recentPart(folds[2], beginnings, 0.1)
    expect(recent).toEqual({ ...folds[2], since: 1621 })
  })
})
