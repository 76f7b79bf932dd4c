import { describe, expect, it } from 'vitest'
import { personalMemory } from './personal-memory.ts'

describe('personalMemory', () => {
  it('sums decay^(sessions ago) for each item and normalises', () => {
    const memory = personalMemory([1, 2, 1, 3, 1], [1, 1, 2, 9, 9], 0.5)
    // Session 9 is 0 sessions ago, 2 is one, 1 is two: gaps in the numbers are no sessions.
    const total = 0.25 + 0.25 + 0.5 + 1 + 1
    expect(memory.get(1)).toBeCloseTo((0.25 + 0.5 + 1) / total, 12)
    expect(memory.get(2)).toBeCloseTo(0.25 / total, 12)
    expect(memory.get(3)).toBeCloseTo(1 / total, 12)
  })

  it('is the last session alone at decay 0, and plain frequency at decay 1', () => {
    expect([...personalMemory([5, 6, 7], [1, 2, 2], 0)]).toEqual([
      [7, 0.5],
      [6, 0.5],
    ])
    expect(personalMemory([5, 5, 6, 5], [1, 2, 3, 4], 1).get(5)).toBe(0.75)
  })

  it('skips padding and is empty for nobody', () => {
    expect([...personalMemory([0, 4, 0], [1, 1, 2], 0.5)]).toEqual([[4, 1]])
    expect(personalMemory([], [], 0.5).size).toBe(0)
  })

  it('names bad input', () => {
    expect(() => personalMemory([1], [1], -0.1)).toThrow('decay is -0.1')
    expect(() => personalMemory([1], [], 0.5)).toThrow('rows has 1 entries and sessions 0')
  })
})
