import { createRandom } from '@penchant/model'
import { expect, it } from 'vitest'
import type { Dataset } from '../dataset.ts'
import type { DatasetSequence } from '../dataset-sequence.ts'
import { keepsWindow } from './recency.ts'
import type { TrainingWindow } from './windows.ts'

const dataset = { clock: true, split: { from: 1000, trainUntil: 2000 } } as Dataset
const windowAt = (time: number) =>
  ({ sequence: { times: Float64Array.of(0, time) } as unknown as DatasetSequence, from: 0, to: 1 }) as TrainingWindow

it('keeps all of the newest windows, and e^−decay of the oldest', () => {
  const keeps = keepsWindow(dataset, 2, createRandom(1))
  const kept = (time: number) => Array.from({ length: 4000 }, () => keeps(windowAt(time))).filter(Boolean).length / 4000
  expect(kept(2000)).toBe(1)
  expect(kept(1500)).toBeCloseTo(Math.exp(-1), 1)
  expect(kept(1000)).toBeCloseTo(Math.exp(-2), 1)
})

it('goes by the order of the sequences where there is no clock', () => {
  const ordered = { clock: false, shards: { train: [{ sequences: 500 }, { sequences: 500 }] } } as Dataset
  const keeps = keepsWindow(ordered, 50, createRandom(1))
  const at = (id: number) => ({ ...windowAt(Number.NaN), sequence: { id } as DatasetSequence })
  expect(Array.from({ length: 100 }, () => keeps(at(0)))).not.toContain(true)
  expect(Array.from({ length: 100 }, () => keeps(at(1000)))).not.toContain(false)
})
