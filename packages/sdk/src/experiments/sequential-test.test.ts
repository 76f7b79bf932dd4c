import { describe, expect, it } from 'vitest'
import { type ArmTotals, sequentialTest } from './sequential-test.ts'

/** mulberry32. Source: https://github.com/bryc/code/blob/master/jshash/PRNGs.md */
function randomOf(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const LOOKS = 200
const VISITORS_A_LOOK = 100

/** Whether each of two tests, looked at 200 times, ever saw a difference, and whether its interval ever missed the true one. */
function watch(seed: number, rates: [control: number, treatment: number]) {
  const random = randomOf(seed)
  const arms: [ArmTotals, ArmTotals] = [
    { visitors: 0, sum: 0 },
    { visitors: 0, sum: 0 },
  ]
  const ever = { sequential: false, naive: false, missed: false }
  for (let look = 0; look < LOOKS; look++) {
    for (let visitor = 0; visitor < VISITORS_A_LOOK; visitor++) {
      const arm = random() < 0.5 ? 0 : 1
      arms[arm].visitors++
      if (random() < rates[arm]) arms[arm].sum++
    }
    const { difference, low, high, decided } = sequentialTest(...arms)
    const truth = rates[1] - rates[0]
    ever.sequential ||= decided !== 'none'
    ever.missed ||= low > truth || high < truth
    const error = Math.sqrt(
      arms.reduce((sum, { visitors, sum: hits }) => {
        const rate = hits / visitors
        return sum + (rate * (1 - rate)) / visitors
      }, 0),
    )
    ever.naive ||= Math.abs(difference) > 1.96 * error
  }
  return ever
}

describe('sequentialTest', () => {
  it('is rarely wrong however often it is looked at, where a usual interval often is', () => {
    const runs = Array.from({ length: 300 }, (_, seed) => watch(seed + 1, [0.1, 0.1]))
    const share = (which: 'sequential' | 'naive') => runs.filter((ever) => ever[which]).length / runs.length
    expect(share('sequential')).toBeLessThan(0.05)
    expect(share('naive')).toBeGreaterThan(0.2)
  })

  it('finds a difference that is there, and holds the true one at every look', () => {
    const runs = Array.from({ length: 60 }, (_, seed) => watch(seed + 1, [0.1, 0.125]))
    expect(runs.filter(({ sequential }) => sequential).length / runs.length).toBeGreaterThan(0.9)
    expect(runs.filter(({ missed }) => missed).length / runs.length).toBeLessThan(0.06)
  })

  it('says which arm is ahead, by sums of squares where outcomes are amounts', () => {
    const arm = (mean: number, deviation: number, visitors = 50_000): ArmTotals => ({
      visitors,
      sum: mean * visitors,
      sumOfSquares: (mean ** 2 + deviation ** 2) * visitors,
    })
    expect(sequentialTest(arm(3, 20), arm(5, 20)).decided).toBe('treatment')
    expect(sequentialTest(arm(5, 20), arm(3, 20)).decided).toBe('control')
    expect(sequentialTest(arm(5, 20), arm(5.1, 20)).decided).toBe('none')
    const { low, high, difference } = sequentialTest(arm(5, 20), arm(6, 20))
    expect((low + high) / 2).toBeCloseTo(difference, 9)
  })

  it('says nothing of fewer than a hundred visitors', () => {
    const result = sequentialTest({ visitors: 99, sum: 0 }, { visitors: 5000, sum: 5000 })
    expect(result).toMatchObject({ decided: 'none', low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY })
  })

  it.each([
    [{ visitors: -1, sum: 0 }, {}, 'control.visitors is -1'],
    [{ visitors: 500, sum: Number.NaN }, {}, 'control.sum is NaN'],
    [{ visitors: 500, sum: 3000 }, {}, 'control.sumOfSquares is 3000; give the sum of the squared outcomes'],
    [{ visitors: 500, sum: 5 }, { alpha: 1 }, 'alpha is 1'],
    [{ visitors: 500, sum: 5 }, { tightestAt: 0 }, 'tightestAt is 0'],
  ])('refuses %j, %j by name', (control, options, message) => {
    expect(() => sequentialTest(control, { visitors: 500, sum: 5 }, options)).toThrow(message)
  })
})
