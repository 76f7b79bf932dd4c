import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { teamDraft } from './team-draft.ts'

const self = (entry: number) => String(entry)
const ranking = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 })

describe('teamDraft', () => {
  it('takes turns, each with its best that is left', () => {
    const list = teamDraft([1, 2, 3, 4], [2, 1, 5, 6], 6, self, () => 0)
    expect(list.map(({ entry, team }) => `${team}${entry}`)).toEqual(['a1', 'b2', 'a3', 'b5', 'a4', 'b6'])
    const other = teamDraft([1, 2, 3, 4], [2, 1, 5, 6], 3, self, () => 0.9)
    expect(other.map(({ entry, team }) => `${team}${entry}`)).toEqual(['b2', 'a1', 'b5'])
  })

  it('gives everything once, each ranking in its order, and no team more than one turn ahead', () => {
    fc.assert(
      fc.property(
        ranking,
        ranking,
        fc.nat(40),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (a, b, count, coins) => {
          const list = teamDraft(a, b, count, self, () => coins.next().value)
          const entries = list.map(({ entry }) => entry)
          expect(new Set(entries).size).toBe(entries.length)
          expect(entries.length).toBe(Math.min(count, new Set([...a, ...b]).size))
          for (const [team, own] of [
            ['a', a],
            ['b', b],
          ] as const) {
            const places = list.filter((pick) => pick.team === team).map(({ entry }) => own.indexOf(entry))
            expect(places).toEqual([...places].sort((x, y) => x - y))
            expect(places).not.toContain(-1)
          }
          let lead = 0
          for (const [place, { team }] of list.entries()) {
            lead += team === 'a' ? 1 : -1
            const taken = new Set(entries.slice(0, place))
            const hasLeft = (own: readonly number[]) => own.some((entry) => !taken.has(entry))
            if (hasLeft(a) && hasLeft(b)) expect(Math.abs(lead)).toBeLessThanOrEqual(1)
          }
        },
      ),
    )
  })
})
