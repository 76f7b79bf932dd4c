import { describe, expect, it } from 'vitest'
import { logSumExp } from './log-sum-exp.ts'

describe('logSumExp', () => {
  it('turns scores into probabilities that sum to 1', () => {
    const scores = Float32Array.of(0.9, -0.2, 0.4, 0.9)
    const logZ = logSumExp(scores, 1 / 0.07)
    const total = scores.reduce((sum, score) => sum + Math.exp(score / 0.07 - logZ), 0)
    expect(total).toBeCloseTo(1, 12)
    expect(logSumExp(Float32Array.of(Math.log(2), Math.log(6)))).toBeCloseTo(Math.log(8), 6)
  })

  it('neither overflows nor underflows', () => {
    expect(logSumExp(Float32Array.of(1e4, 1e4))).toBeCloseTo(1e4 + Math.log(2), 9)
    expect(logSumExp(Float32Array.of(-1e4, -1e4))).toBeCloseTo(-1e4 + Math.log(2), 9)
    expect(logSumExp(new Float32Array(0))).toBe(Number.NEGATIVE_INFINITY)
  })
})
