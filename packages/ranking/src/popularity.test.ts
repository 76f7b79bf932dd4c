import { describe, expect, it } from 'vitest'
import { mostPopular, popularityShares } from './popularity.ts'

describe('popularity', () => {
  it('is the share of all interactions', () => {
    expect([...popularityShares([1, 0, 3])]).toEqual([0.25, 0, 0.75])
    expect([...popularityShares([0, 0])]).toEqual([0, 0])
    expect(() => popularityShares([1, Number.NaN])).toThrow('counts[1] is NaN')
    expect(() => popularityShares([-1])).toThrow('counts[0] is -1')
  })

  it('lists the most popular rows, ties by the smaller row, without what is excluded', () => {
    const shares = [0.1, 0.3, 0.1, 0.4, 0.1]
    expect([...mostPopular(shares, 4)]).toEqual([4, 2, 1, 3])
    expect([...mostPopular(shares, 4, new Set([4, 1]))]).toEqual([2, 3, 5])
    expect([...mostPopular(shares, 99)]).toEqual([4, 2, 1, 3, 5])
    expect([...mostPopular(shares, 0)]).toEqual([])
    expect(() => mostPopular(shares, -1)).toThrow('count is -1')
  })
})
