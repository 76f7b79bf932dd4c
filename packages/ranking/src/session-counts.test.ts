import { describe, expect, it } from 'vitest'
import { sessionCounts } from './session-counts.ts'

describe('sessionCounts', () => {
  it('counts the sessions that had an item, older ones less, each once', () => {
    const counts = sessionCounts([1, 1, 2, 1, 3, 3], [1, 1, 1, 4, 4, 9], 0.5)
    // Session 9 is 0 sessions ago, 4 is one, 1 is two: gaps in the numbers are no sessions.
    expect(Object.fromEntries(counts)).toEqual({ 1: 0.5 + 0.25, 2: 0.25, 3: 1 + 0.5 })
  })

  it('is the last session alone at decay 0, and skips padding', () => {
    expect([...sessionCounts([5, 6, 0, 7], [1, 2, 2, 2], 0)]).toEqual([
      [7, 1],
      [6, 1],
    ])
    expect(sessionCounts([], [], 1).size).toBe(0)
  })

  it('names bad input', () => {
    expect(() => sessionCounts([1], [1], 2)).toThrow('decay is 2')
  })
})
