import { createRandom } from '@penchant/model'
import { describe, expect, it } from 'vitest'
import type { DatasetSequence } from '../dataset-sequence.ts'
import { type Disturbance, disturb } from './disturb.ts'

const ITEMS = 200
/** Four sessions of ten looks at a few items. */
function visitor(id: number, first: number): DatasetSequence {
  const count = 40
  const each = (value: (i: number) => number) => Array.from({ length: count }, (_, i) => value(i))
  return {
    id,
    rows: Int32Array.from(each((i) => first + (i % 5))),
    events: new Uint8Array(count).fill(1),
    sessions: Int32Array.from(each((i) => 3 + Math.floor(i / 10))),
    gaps: Float32Array.from(each(() => 30)),
    dwells: Float32Array.from(each(() => 20)),
    times: Float64Array.from(each((i) => 1e9 * id + i * 30)),
    targets: new Uint8Array(count).fill(1),
    context: {},
  }
}
const own = visitor(1, 10)
const disturbed = (kind: Disturbance) => disturb(own, visitor(2, 100), kind, ITEMS, createRandom(4))

describe('a history with something in it that is not the visitor’s', () => {
  it('has one item in five by chance, and asks about none of them', () => {
    const { rows, targets } = disturbed('noise')
    const changed = rows.filter((row, i) => row !== own.rows[i]).length
    expect(changed).toBeGreaterThan(3)
    expect(changed).toBeLessThan(15)
    expect(rows.every((row, i) => row === own.rows[i] || targets[i] === 0)).toBe(true)
    expect(rows.every((row) => row >= 1 && row <= ITEMS)).toBe(true)
  })

  it('has a session of a program half-way, which nobody is asked about', () => {
    const { rows, sessions, targets, times } = disturbed('bot')
    expect(rows).toHaveLength(100)
    expect([...rows.subarray(0, 20), ...rows.subarray(80)]).toEqual([...own.rows])
    expect(new Set(rows.subarray(20, 80)).size).toBe(60)
    expect(new Set(sessions.subarray(20, 80))).toEqual(new Set([3]))
    expect([...new Set(sessions)]).toEqual([1, 2, 3, 4, 5])
    expect(targets.subarray(20, 80).every((target) => target === 0)).toBe(true)
    expect(times.slice(1, 80).every((time, i) => time > times[i])).toBe(true)
  })

  it('goes on as another visitor', () => {
    const { rows, sessions, targets, times } = disturbed('flip')
    expect([...rows.subarray(0, 20)]).toEqual([...own.rows.subarray(0, 20)])
    expect([...rows.subarray(20)]).toEqual([...visitor(2, 100).rows.subarray(20)])
    expect([...new Set(sessions)]).toEqual([1, 2, 3, 4])
    expect(targets.every((target) => target === 1)).toBe(true)
    expect(times.slice(1).every((time, i) => time > times[i])).toBe(true)
  })
})
