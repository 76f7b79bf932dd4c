import { describe, expect, it } from 'vitest'
import { areaUnderCurve, type Example, fitLogistic, likelihood } from './logistic.ts'
import { SESSION_FEATURES, type SessionStep, sessionFeatures } from './session-features.ts'

const step = (row: number, event: SessionStep['event'], session = 1, time = 0): SessionStep => ({
  row,
  event,
  session,
  time,
})

describe('sessionFeatures', () => {
  it('tells what the session has come to, and what was before it', () => {
    const features = sessionFeatures([
      step(9, 'view_item', 1, 0),
      step(9, 'purchase', 1, 10),
      step(1, 'view_item', 4, 1000),
      step(2, 'view_item', 4, 1060),
      step(1, 'add_to_cart', 4, 1120),
      step(2, 'add_to_cart', 4, 1180),
      step(2, 'remove_from_cart', 4, 1240),
      step(1, 'begin_checkout', 4, 1300),
    ])
    expect(features).toHaveLength(SESSION_FEATURES)
    const expected = [6, 2, 0, 1, 0, 0, 5, 1, 1].map(Math.log1p)
    expected[2] = 1 - 2 / 6
    expected[4] = 1
    expect(features).toEqual(expected)
  })

  it('is finite without a clock, and with one that moved back', () => {
    for (const times of [
      [Number.NaN, Number.NaN],
      [100, 5],
    ]) {
      const features = sessionFeatures(times.map((time) => step(1, 'view_item', 1, time)))
      expect(features[6]).toBe(0)
      expect(features.every(Number.isFinite)).toBe(true)
    }
  })
})

describe('logistic regression', () => {
  it('finds the coefficients that made the examples', () => {
    const examples: Example[] = []
    // Every tenth of the likelihood, so that nothing is left to chance.
    for (let a = -2; a <= 2; a += 0.5)
      for (let b = -2; b <= 2; b += 0.5) {
        const p = likelihood({ bias: -1, coefficients: [1.5, -0.5] }, [a, b])
        for (let i = 0; i < 200; i++) examples.push({ x: [a, b], y: i < Math.round(200 * p) ? 1 : 0 })
      }
    const { bias, coefficients } = fitLogistic(examples)
    expect(bias).toBeCloseTo(-1, 1)
    expect(coefficients[0]).toBeCloseTo(1.5, 1)
    expect(coefficients[1]).toBeCloseTo(-0.5, 1)
  })

  it('stays finite where one feature decides alone, and refuses one outcome', () => {
    const decided: Example[] = [0, 0, 1, 1].map((value) => ({ x: [value], y: value as 0 | 1 }))
    expect(fitLogistic(decided).coefficients.every(Number.isFinite)).toBe(true)
    expect(() => fitLogistic([{ x: [1], y: 1 }])).toThrow('both outcomes')
  })

  it('is judged by how often the right one of two is ahead', () => {
    const scored = (...pairs: [number, 0 | 1][]) => pairs.map(([score, y]) => ({ score, y }))
    expect(areaUnderCurve(scored([0.1, 0], [0.2, 0], [0.3, 1]))).toBe(1)
    expect(areaUnderCurve(scored([0.3, 0], [0.2, 1]))).toBe(0)
    expect(areaUnderCurve(scored([0.5, 0], [0.5, 1], [0.5, 0], [0.5, 1]))).toBe(0.5)
    expect(areaUnderCurve(scored([0.1, 0], [0.4, 1], [0.6, 0], [0.8, 1]))).toBe(0.75)
  })
})
