import { describe, expect, it } from 'vitest'
import { assign } from './assignment.ts'

const devices = Array.from({ length: 20_000 }, (_, i) => `device-${i}`)
const share = (arms: string[], arm: string) => arms.filter((each) => each === arm).length / arms.length

describe('assign', () => {
  it('gives each arm its share, and each device the same arm again', () => {
    const arms = devices.map((seed) => assign(seed, 'hero', { holdout: 0.1, a: 0.6, b: 0.3 }))
    expect(share(arms, 'holdout')).toBeCloseTo(0.1, 1.7)
    expect(share(arms, 'a')).toBeCloseTo(0.6, 1.7)
    expect(devices.map((seed) => assign(seed, 'hero', { holdout: 0.1, a: 0.6, b: 0.3 }))).toEqual(arms)
  })

  it('is independent from one experiment to another', () => {
    const one = devices.map((seed) => assign(seed, 'hero', { a: 1, b: 1 }))
    const inA = devices.filter((_, i) => one[i] === 'a')
    const other = inA.map((seed) => assign(seed, 'hero2', { a: 1, b: 1 }))
    expect(share(other, 'a')).toBeCloseTo(0.5, 1.7)
  })
})
