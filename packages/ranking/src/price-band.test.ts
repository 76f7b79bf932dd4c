import { describe, expect, it } from 'vitest'
import { priceBand, priceFactor } from './price-band.ts'

describe('the price band', () => {
  it('is the middle half of what was looked at, in any order', () => {
    expect(priceBand([50, 10, 30, 20, 40])).toEqual({ from: 20, to: 40 })
    expect(priceBand([10, 20, 30, 40])).toEqual({ from: 17.5, to: 32.5 })
    expect(priceBand([10, 20])).toBeNull()
  })

  it('costs a price nothing inside, and outside by how many times it is off', () => {
    const band = { from: 20, to: 40 }
    expect([20, 30, 40, undefined].map((price) => priceFactor(price, band, 1))).toEqual([1, 1, 1, 1])
    expect(priceFactor(80, band, 1)).toBe(0.25)
    expect(priceFactor(10, band, 1)).toBe(0.25)
    expect(priceFactor(80, band, 0.5)).toBe(0.5)
    expect(priceFactor(80, band, 0)).toBe(1)
    expect(priceFactor(0, band, 1)).toBe(0)
    expect(priceFactor(-5, band, 0.25)).toBe(0)
    expect(priceFactor(5, { from: 0, to: 0 }, 1)).toBe(0)
  })
})
