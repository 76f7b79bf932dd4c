import { describe, expect, it } from 'vitest'
import { explore } from './explore.ts'

const ranked = Array.from({ length: 300 }, (_, i) => i + 1)
const list = ranked.slice(0, 20)

describe('explore', () => {
  it('gives one of ten places to ranks 21 to 200, never the first, and each of them its turn', () => {
    const places = new Set<number>()
    const entries = new Set<number>()
    for (let a = 0; a < 9; a++) {
      for (let b = 0; b < 180; b++) {
        const draws = [(a + 0.5) / 9, (b + 0.5) / 180]
        const explored = explore(list.slice(0, 10), ranked, () => draws.shift()!)
        const changed = explored.flatMap(({ entry }, i) => (entry === list[i] ? [] : i))
        expect(changed).toHaveLength(1)
        places.add(changed[0])
        entries.add(explored[changed[0]].entry)
      }
    }
    expect([...places].sort((x, y) => x - y)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect([Math.min(...entries), Math.max(...entries), entries.size]).toEqual([21, 200, 180])
  })

  it('says propensities that sum to one for each place', () => {
    const explored = explore(list, ranked, () => 0.4)
    expect(explored[0]).toEqual({ entry: 1, propensity: 1 })
    for (const block of [explored.slice(1, 10), explored.slice(11)]) {
      const shownByChance = block.filter(({ entry }) => entry > 20)
      expect(shownByChance).toHaveLength(1)
      const stays = block.find(({ entry }) => entry <= 20)!.propensity
      expect(stays + 180 * shownByChance[0].propensity).toBeCloseTo(1, 12)
    }
    expect(new Set(explored.map(({ entry }) => entry)).size).toBe(20)
  })

  it('leaves short lists, and those with nothing further down, as they are', () => {
    for (const [short, all] of [
      [list.slice(0, 9), ranked],
      [list, list],
    ]) {
      expect(explore(short, all, () => 0.4)).toEqual(short.map((entry) => ({ entry, propensity: 1 })))
    }
  })
})
