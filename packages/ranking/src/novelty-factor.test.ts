import { expect, it } from 'vitest'
import { noveltyFactor } from './novelty-factor.ts'

it('dampens what is popular and raises what is rare, by as much as is asked for', () => {
  const at = (share: number, novelty: number) => noveltyFactor(share, 100, novelty)
  expect(at(0.01, 1)).toBeCloseTo(1, 12)
  expect(at(0.2, 0)).toBe(1)
  expect(at(0.2, 1)).toBeCloseTo(1.5 / 20.5, 12)
  expect(at(0.2, 0.5)).toBeCloseTo(Math.sqrt(1.5 / 20.5), 12)
  // What nobody has met is raised three times, not without bounds.
  expect(at(0, 1)).toBeCloseTo(3, 12)
})
