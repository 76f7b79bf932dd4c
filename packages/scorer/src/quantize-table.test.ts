import { describe, expect, it } from 'vitest'
import { quantizeTable } from './quantize-table.ts'

describe('quantizeTable', () => {
  it('gives each row its own scale, whose largest value is 127', () => {
    const table = quantizeTable(Float32Array.of(1, -0.5, 0, 0.001, 0.002, -0.004), 3)
    expect([...table.data]).toEqual([127, -64, 0, 32, 64, -127])
    expect(table.scales[0]).toBeCloseTo(1 / 127, 9)
    expect(table.scales[1]).toBeCloseTo(0.004 / 127, 9)
  })

  it('rounds halves away from zero on both sides, so that −v is always the mirror of v', () => {
    const values = Float32Array.of(127, 0.5, 1.5, 2.5, 0.49)
    const mirrored = values.map((value) => -value)
    expect([...quantizeTable(values, 5).data]).toEqual([127, 1, 2, 3, 0])
    expect([...quantizeTable(mirrored, 5).data]).toEqual([-127, -1, -2, -3, 0])
  })

  it('keeps zero rows zero and survives the smallest numbers', () => {
    expect(quantizeTable(new Float32Array(4), 2)).toEqual({
      data: new Int8Array(4),
      scales: new Float32Array(2),
      dimension: 2,
    })
    expect([...quantizeTable(Float32Array.of(1e-45, -1e-45), 2).data]).toEqual([127, -127])
  })

  it('names what is wrong with its input', () => {
    expect(() => quantizeTable(Float32Array.of(1, 2, 3), 2)).toThrow('no multiple of dimension 2')
    expect(() => quantizeTable(Float32Array.of(1, 2), 0)).toThrow('dimension is 0')
    expect(() => quantizeTable(Float32Array.of(1, 2, 3, Number.NaN), 2)).toThrow('rows[1]: value 1 is NaN')
  })
})
