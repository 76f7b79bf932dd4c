import { describe, expect, it } from 'vitest'
import { type Foresight, gate } from './gate.ts'

const at = (...ranks: number[]): Foresight[] => ranks.map((rank) => ({ rank, surprise: Math.log(rank + 1) }))

describe('the gate', () => {
  it('accepts what raises every held-back item', () => {
    expect(gate(at(10, 20, 5), at(5, 10, 1), [0.1, -0.2])).toEqual({
      verdict: 'accepted',
      reason: expect.stringContaining('rose'),
      before: (1 / 15 + 1 / 25 + 1 / 10) / 3,
      after: (1 / 10 + 1 / 15 + 1 / 6) / 3,
    })
  })

  it('rejects what changes nothing, and what makes it worse', () => {
    expect(gate(at(3, 7, 9), at(3, 7, 9), [0]).verdict).toBe('rejected')
    expect(gate(at(3, 7, 9), at(4, 8, 10), [0]).verdict).toBe('rejected')
  })

  it('rejects a rise within one standard error, which is of the mean of the pairs', () => {
    // Δ = 1/10 − 1/20 = .05, and −x: mean (.05 − x)/2, standard error (.05 + x)/2: above it for no x > 0.
    expect(gate(at(15, 95), at(5, 96), [0]).verdict).toBe('rejected')
    // Δ = .05, .05, −.0091: mean .0303, standard deviation .0341, of the mean .0197.
    expect(gate(at(15, 15, 5), at(5, 5, 6), [0]).verdict).toBe('accepted')
    // Δ = .05, .0001, −.0091: mean .0137, of the mean .0184.
    expect(gate(at(15, 95, 5), at(5, 94, 6), [0]).verdict).toBe('rejected')
  })

  it('rejects better ranks with less probability', () => {
    const after = at(1, 1).map((each) => ({ ...each, surprise: 9 }))
    expect(gate(at(10, 10), after, [0])).toMatchObject({
      verdict: 'rejected',
      reason: expect.stringContaining('less probable'),
    })
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e6])('rejects a learnt value of %s', (value) => {
    expect(gate(at(10, 10), at(1, 1), [0, value])).toMatchObject({
      verdict: 'rejected',
      reason: expect.stringContaining('ran away'),
    })
  })

  it('rejects probabilities that are not finite', () => {
    const after = at(1, 1).map((each) => ({ ...each, surprise: Number.NaN }))
    expect(gate(at(10, 10), after, [0])).toMatchObject({
      verdict: 'rejected',
      reason: expect.stringContaining('ran away'),
    })
  })
})
