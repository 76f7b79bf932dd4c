import { describe, expect, it } from 'vitest'
import { coVisitationScores } from './co-visitation-scores.ts'
import type { NeighbourLists } from './neighbour-lists.ts'

/** 1 → 2 (.75), 3 (.25); 2 → 3 (1); 3 has none; 4 → 3 (.5) */
const first = {
  offsets: Uint32Array.of(0, 2, 3, 3, 4),
  rows: Uint32Array.of(2, 3, 3, 3),
  weights: Float32Array.of(0.75, 0.25, 1, 0.5),
}
const neighbours: NeighbourLists = {
  unmet: [],
  items: 4,
  of: (row) => ({
    rows: first.rows.subarray(first.offsets[row - 1], first.offsets[row]),
    weights: first.weights.subarray(first.offsets[row - 1], first.offsets[row]),
  }),
}

describe('coVisitationScores', () => {
  it('adds up neighbours, each step back weighing `decay` less', () => {
    const { scores } = coVisitationScores(neighbours, [1, 2], 0.5)
    expect([...scores].sort()).toEqual([
      [2, 0.375],
      [3, 1.125],
    ])
  })

  it('says which item of the sequence contributed most, all its visits together', () => {
    expect([...coVisitationScores(neighbours, [1, 2], 0.5).because].sort()).toEqual([
      [2, 1],
      [3, 2],
    ])
    // One look at 4 gives .5, three looks at 1 give .125 + .125 + .0625 before it.
    expect(coVisitationScores(neighbours, [1, 1, 4], 0.9).because.get(3)).toBe(4)
    expect(coVisitationScores(neighbours, [1, 1, 1, 4], 0.9).because.get(3)).toBe(1)
  })

  it('takes a session as a step where sessions are given', () => {
    const { scores } = coVisitationScores(neighbours, [1, 2, 4], 0.5, [1, 2, 2])
    expect(scores.get(3)).toBe(0.125 + 1 + 0.5)
    expect(scores.get(2)).toBe(0.375)
  })

  it('skips padding at both ends, and is empty for an empty sequence', () => {
    const plain = coVisitationScores(neighbours, [1, 2], 0.5)
    expect(coVisitationScores(neighbours, [0, 1, 2, 0, 0], 0.5)).toEqual(plain)
    expect(coVisitationScores(neighbours, [], 0.5).scores.size).toBe(0)
    expect(coVisitationScores(neighbours, [3], 0.5).scores.size).toBe(0)
  })

  it('looks at the last item alone where the decay is 0', () => {
    expect([...coVisitationScores(neighbours, [1, 2], 0).scores]).toEqual([[3, 1]])
  })

  it('names bad input', () => {
    expect(() => coVisitationScores(neighbours, [1, 5], 0.5)).toThrow('sequenceRows[1] is 5')
    expect(() => coVisitationScores(neighbours, [1], 1.5)).toThrow('decay is 1.5')
  })
})
