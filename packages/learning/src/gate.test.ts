import { describe, expect, it } from 'vitest'
import type { Foresight } from './foresee.ts'
import { gate } from './gate.ts'

const SHOWN = Int32Array.of(1, 2, 3, 4)
/** Five times over, so that there are enough. */
const at = (...ranks: number[]): Foresight[] =>
  [ranks, ranks, ranks, ranks, ranks].flatMap((each) =>
    each.map((rank) => ({ rank, surprise: Math.log(rank + 1), shown: SHOWN })),
  )
const verdict = (before: Foresight[], after: Foresight[], learnt: number[] = [0]) => gate(before, before, after, learnt)

describe('the gate', () => {
  it('accepts what raises every held-back item', () => {
    const found = verdict(at(10, 20, 5), at(5, 10, 1), [0.1, -0.2])
    expect(found).toMatchObject({ verdict: 'accepted', reason: expect.stringContaining('rose'), overlap: 1 })
    expect(found.before).toBeCloseTo((1 / 15 + 1 / 25 + 1 / 10) / 3, 12)
    expect(found.after).toBeCloseTo((1 / 10 + 1 / 15 + 1 / 6) / 3, 12)
    expect(found.surprise).toBeLessThan(0)
  })

  it('rejects what changes nothing, and what makes it worse', () => {
    expect(verdict(at(3, 7, 9), at(3, 7, 9)).verdict).toBe('rejected')
    expect(verdict(at(3, 7, 9), at(4, 8, 10)).verdict).toBe('rejected')
  })

  it('rejects a rise within one standard error, which is of the mean of the pairs', () => {
    // Δ = .05, .0001, −.0091 five times: mean .0137, of the mean sqrt(.000676 / 14) = .0069.
    expect(verdict(at(15, 95, 5), at(5, 94, 6)).verdict).toBe('accepted')
    // Δ = .05, .0001, −.0405: mean .0032, of the mean .0099.
    expect(verdict(at(15, 95, 1), at(5, 94, 3)).verdict).toBe('rejected')
  })

  it('rejects on fewer than ten held-back items', () => {
    expect(verdict(at(10, 20).slice(0, 9), at(5, 10).slice(0, 9))).toMatchObject({
      verdict: 'rejected',
      reason: '9 held-back items say too little; 10 are needed',
    })
    expect(verdict(at(10, 20).slice(0, 10), at(5, 10).slice(0, 10)).verdict).toBe('accepted')
  })

  it('rejects better ranks with less probability', () => {
    const after = at(1, 1).map((each) => ({ ...each, surprise: 9 }))
    expect(verdict(at(10, 10), after)).toMatchObject({
      verdict: 'rejected',
      reason: expect.stringContaining('less probable'),
    })
  })

  it('rejects lists that have little in common with what everybody would be shown', () => {
    const strange = (rows: number[]) => at(1, 1).map((each) => ({ ...each, shown: Int32Array.from(rows) }))
    expect(verdict(at(10, 10), strange([1, 7, 8, 9]))).toMatchObject({ verdict: 'rejected', overlap: 0.25 })
    expect(verdict(at(10, 10), strange([1, 2, 8, 9]))).toMatchObject({ verdict: 'accepted', overlap: 0.5 })
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e6])('rejects a learnt value of %s', (value) => {
    expect(verdict(at(10, 10), at(1, 1), [0, value])).toMatchObject({
      verdict: 'rejected',
      reason: expect.stringContaining('ran away'),
    })
  })

  it('rejects probabilities that are not finite', () => {
    const after = at(1, 1).map((each) => ({ ...each, surprise: Number.NaN }))
    expect(verdict(at(10, 10), after)).toMatchObject({
      verdict: 'rejected',
      reason: expect.stringContaining('ran away'),
    })
  })
})
