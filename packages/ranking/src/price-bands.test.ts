import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { priceBands } from './price-bands.ts'

describe('priceBands', () => {
  it('cuts a shop into parts of the same number of items', () => {
    expect(priceBands([10, 1, 2, 9, 3, 4, 8, 5, 6, 7])).toEqual([
      { from: 1, to: 2 },
      { from: 3, to: 4 },
      { from: 5, to: 6 },
      { from: 7, to: 8 },
      { from: 9, to: 10 },
    ])
  })

  it('keeps items of one price together', () => {
    expect(priceBands([5, 5, 5, 5, 5, 5, 5, 9])).toEqual([
      { from: 5, to: 5 },
      { from: 9, to: 9 },
    ])
    expect(priceBands([])).toEqual([])
  })

  it('holds every price in exactly one band', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1 }), (prices) => {
        const bands = priceBands(prices)
        for (const price of prices) {
          expect(bands.filter(({ from, to }) => price >= from && price <= to)).toHaveLength(1)
        }
      }),
    )
  })
})
