import type { VisitorSequence } from '@penchant/learning'
import type { Int8Table } from '@penchant/model'
import { describe, expect, it } from 'vitest'
import { modelReasons, shareReasons } from './reasons.ts'

/** Rows 1 and 2 point one way, row 3 the other way, row 4 across. */
const table: Int8Table = {
  data: Int8Array.from([100, 0, 50, 0, -100, 0, 0, 100]),
  scales: Float32Array.from([0.01, 0.02, 0.01, 0.01]),
  dimension: 2,
}
const sequenceOf = (...rows: number[]) => ({ rows: Int32Array.from(rows) }) as unknown as VisitorSequence
const because = (row: number, pooling: number[], sequence: VisitorSequence) =>
  modelReasons(row, sequence, { pooling: Float32Array.from(pooling) }, table).map(({ row, weight }) => [
    row,
    Math.round(weight * 1000) / 1000,
  ])

describe('the reasons of the model', () => {
  it('weigh an interaction by its share of the query and its likeness to the item', () => {
    expect(because(1, [0.2, 0.8], sequenceOf(1, 2))).toEqual([
      [1, 0.2],
      [2, 0.8],
    ])
    expect(because(1, [0.5, 0.5], sequenceOf(4, 2))).toEqual([[2, 1]])
  })

  it('count an item once, leave out what speaks against, and look at the window alone', () => {
    expect(because(1, [0.25, 0.25, 0.5], sequenceOf(1, 1, 2, 3, 2))).toEqual([[2, 1]])
    expect(because(3, [1], sequenceOf(1))).toEqual([])
  })
})

describe('the reasons of a score', () => {
  it('are shares of the whole, the heaviest three first', () => {
    const reasons = shareReasons(
      [
        {
          part: 0.6,
          reasons: [
            { kind: 'interaction', row: 1, weight: 0.25 },
            { kind: 'interaction', row: 2, weight: 0.75 },
          ],
        },
        { part: 0.3, reasons: [{ kind: 'co-visitation', row: 2, weight: 1 }] },
        { part: 0.1, reasons: [{ kind: 'history', row: 3, weight: 1 }] },
      ],
      (row) => `i${row}`,
    )
    expect(reasons.map(({ kind, item, weight }) => [kind, item, Math.round(weight * 1000) / 1000])).toEqual([
      ['interaction', 'i2', 0.45],
      ['co-visitation', 'i2', 0.3],
      ['interaction', 'i1', 0.15],
    ])
  })

  it('name no item where none is to be named, and nothing that weighs nothing', () => {
    const parts = [
      { part: 1, reasons: [{ kind: 'popular' as const, weight: 1 }] },
      { part: 0, reasons: [{ kind: 'co-visitation' as const, weight: 1 }] },
    ]
    expect(shareReasons(parts, String)).toEqual([{ kind: 'popular', weight: 1 }])
  })
})
