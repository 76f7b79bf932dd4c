import { createRandom } from '@penchant/model'
import { expect, it } from 'vitest'
import type { DatasetSequence } from '../dataset-sequence.ts'
import { windowsOf } from './windows.ts'

it('cuts a session of ten thousand events into windows that predict each of them once', () => {
  const count = 10_000
  const sequence: DatasetSequence = {
    id: 1,
    rows: Int32Array.from({ length: count }, (_, i) => 1 + (i % 7)),
    events: new Uint8Array(count),
    sessions: new Int32Array(count).fill(1),
    gaps: new Float32Array(count).fill(1),
    dwells: new Float32Array(count).fill(1),
    times: new Float64Array(count),
    targets: new Uint8Array(count).fill(1),
    context: {},
  }
  for (const seed of [1, 2, 3]) {
    const predicted: number[] = []
    for (const { from, to, at, rows } of windowsOf(sequence, 50, 'next-item', createRandom(seed))) {
      expect(to - from).toBeLessThanOrEqual(50)
      at.forEach((position, k) => {
        predicted.push(from + position + 1)
        expect(rows[k]).toBe(sequence.rows[from + position + 1])
      })
    }
    expect(predicted).toEqual(Array.from({ length: count - 1 }, (_, i) => i + 1))
  }
})
