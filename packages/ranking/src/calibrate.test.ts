import { describe, expect, it } from 'vitest'
import { calibrate, categoryMix } from './calibrate.ts'

/** Fifty garden items, then fifty kitchen items. */
const list = Array.from({ length: 100 }, (_, i) => ({ id: i, category: i < 50 ? 'garden' : 'kitchen' }))
const shares = (calibration: number, mix: Map<string, number>) => {
  const taken = calibrate(list, 10, calibration, ({ category }) => category, mix)
  return taken.filter(({ category }) => category === 'kitchen').length
}
const choices = (garden: number, kitchen: number) =>
  categoryMix(
    Array.from({ length: garden + kitchen }, (_, i) => (i % (garden + kitchen) < garden ? 'garden' : 'kitchen')),
  )

describe('calibrate', () => {
  it('brings the list near the mix of what was chosen, and keeps the order within a category', () => {
    const half = categoryMix(Array.from({ length: 40 }, (_, i) => (i % 2 ? 'garden' : 'kitchen')))
    expect(shares(0, half)).toBe(0)
    expect(shares(0.5, half)).toBeGreaterThanOrEqual(1)
    expect(shares(0.9, half)).toBeGreaterThan(shares(0.5, half))
    expect(shares(1, half)).toBe(5)
    const taken = calibrate(list, 10, 0.5, ({ category }) => category, half)
    for (const name of ['garden', 'kitchen']) {
      const ids = taken.flatMap(({ id, category }) => (category === name ? id : []))
      expect(ids).toEqual(ids.toSorted((a, b) => a - b))
    }
  })

  it('counts what was chosen lately more', () => {
    const before = choices(20, 20)
    expect(before.get('kitchen')! / before.get('garden')!).toBeCloseTo(4, 1)
  })

  it('believes in a mix only after some choices', () => {
    const lately = new Map([['kitchen', 1]])
    const always = new Map([['kitchen', 14]])
    expect(shares(1, lately)).toBeLessThan(shares(1, always))
  })

  it('leaves the list as it is for somebody who has chosen nothing, and where nothing has a category', () => {
    expect(calibrate(list, 10, 0.5, ({ category }) => category, new Map())).toEqual(list.slice(0, 10))
    expect(calibrate(list, 10, 0.5, () => undefined, choices(2, 2))).toEqual(list.slice(0, 10))
  })
})
