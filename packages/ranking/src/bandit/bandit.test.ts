import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createArm, expectation, rewardArm, showArm } from './arm.ts'
import { chances } from './chances.ts'
import { draw } from './draw.ts'

/** Source: https://github.com/bryc/code/blob/master/jshash/PRNGs.md, mulberry32 */
function randomOf(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

describe('an arm', () => {
  it('comes to the least-squares answer, as the rewards come late', () => {
    const random = randomOf(1)
    const unseen = createArm([0, 0])
    let arm = unseen
    for (let i = 0; i < 4000; i++) {
      const x = [1, random() < 0.5 ? 1 : 0, random() < 0.5 ? 1 : 0]
      arm = showArm(arm, x, unseen)
      if (random() < 0.1 + 0.3 * x[1]) arm = rewardArm(arm, x)
    }
    const at = (...x: number[]) => expectation(arm, x).mean
    expect(at(1, 0, 0)).toBeCloseTo(0.1, 0.7)
    expect(at(1, 1, 0)).toBeGreaterThan(at(1, 0, 0) + 0.15)
    expect(Math.abs(at(1, 0, 1) - at(1, 0, 0))).toBeLessThan(0.1)
    expect(arm.shown).toBe(4000)
    expect(arm.rewarded / arm.shown).toBeCloseTo(0.25, 1)
  })

  it('believes more with each showing, and never stops to learn', () => {
    const unseen = createArm([0])
    let arm = unseen
    const widths: number[] = []
    for (let i = 0; i < 3000; i++) {
      widths.push(expectation(arm, [1, 1]).deviation)
      arm = showArm(arm, [1, 1], unseen)
    }
    expect(widths[50]).toBeLessThan(widths[0] / 2)
    expect(widths[2999]).toBeCloseTo(widths[1500], 4)
    expect(widths[2999]).toBeGreaterThan(0.005)
  })

  it('begins where the shop says it stands, surer the more it was shown', () => {
    const rare = createArm([], { shown: 100_000, rewarded: 30_000 })
    expect(expectation(rare, [1]).mean).toBeCloseTo(0.3, 3)
    expect(expectation(rare, [1]).deviation).toBeLessThan(expectation(createArm([]), [1]).deviation / 3)
  })
})

describe('chances', () => {
  it('are even for what is equally believed, and go to what is better', () => {
    const even = { mean: 0.1, deviation: 0.05 }
    for (const chance of chances([even, even, even])) expect(chance).toBeCloseTo(1 / 3, 6)
    const [better, worse] = chances([{ mean: 0.2, deviation: 0.02 }, even])
    // Φ(.1 / √(.02² + .05²)) = .9684, less what chance gets.
    expect(better).toBeCloseTo(0.05 + 0.9 * 0.9684, 3)
    expect(better + worse).toBeCloseTo(1, 12)
  })

  it('always sum to one, and leave none without a chance', () => {
    const option = fc.record({
      mean: fc.double({ min: -1, max: 1, noNaN: true }),
      deviation: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(option, { minLength: 1, maxLength: 50 }), (options) => {
        const found = chances(options)
        expect(found.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9)
        for (const chance of found) expect(chance).toBeGreaterThanOrEqual(Math.min(0.05, 1 / options.length) - 1e-9)
      }),
    )
  })
})

describe('draw', () => {
  it('gives each option its share of the numbers from 0 to 1', () => {
    expect([0, 0.19, 0.2, 0.5, 0.69, 0.7, 0.999999].map((at) => draw([0.2, 0.5, 0.3], at))).toEqual([
      0, 0, 1, 1, 1, 2, 2,
    ])
    expect(draw([0.1, 0.2], 0.99)).toBe(1)
  })
})

describe('a slot with two options of which each is better at its hour', () => {
  const rate = (option: number, evening: number) => (option === evening ? 0.3 : 0.05)

  it('earns much more than chance, and propensities tell what chance would have earned', () => {
    const random = randomOf(7)
    const unseen = createArm([0])
    const arms = [unseen, unseen]
    let earned = 0
    let weighed = 0
    const rounds = 3000
    for (let round = 0; round < rounds; round++) {
      const evening = random() < 0.5 ? 1 : 0
      const x = [1, evening]
      const shares = chances(arms.map((arm) => expectation(arm, x)))
      const option = draw(shares, random())
      arms[option] = showArm(arms[option], x, unseen)
      if (random() >= rate(option, evening)) continue
      arms[option] = rewardArm(arms[option], x)
      earned++
      // Inverse propensity: an unbiased estimate of what an even choice would have earned.
      weighed += 0.5 / shares[option]
    }
    expect(earned / rounds).toBeGreaterThan(0.25)
    expect(weighed / rounds).toBeCloseTo(0.175, 1)
  })

  it('follows when they change places', () => {
    const random = randomOf(3)
    const unseen = createArm([])
    const arms = [unseen, unseen]
    const chosen: number[] = []
    for (let round = 0; round < 4000; round++) {
      const good = round < 2000 ? 0 : 1
      const option = draw(chances(arms.map((arm) => expectation(arm, [1]))), random())
      chosen.push(option)
      arms[option] = showArm(arms[option], [1], unseen)
      if (random() < (option === good ? 0.3 : 0.05)) arms[option] = rewardArm(arms[option], [1])
    }
    const share = (part: number[]) => part.reduce((sum, option) => sum + option, 0) / part.length
    expect(share(chosen.slice(1000, 2000))).toBeLessThan(0.2)
    expect(share(chosen.slice(3000))).toBeGreaterThan(0.8)
  })
})
