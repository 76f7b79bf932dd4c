import { describe, expect, it } from 'vitest'
import { hybrid } from './hybrid.ts'
import { personalMix } from './personal-mix.ts'

const MIX = { coVisitation: 0.5, coVisitationDecay: 0.8, memory: 0, memoryDecay: 0.8, habit: 0.1, frequency: 0.02 }

describe('a visitor’s own mix', () => {
  it('multiplies the shop’s weights, and leaves out what the shop leaves out', () => {
    const own = personalMix(MIX, [Math.log(2), 1, 1, Math.log(0.5), 0, 1])
    expect(own).toMatchObject({ coVisitation: 1, memory: 0, habit: 0.05, frequency: 0.02, coVisitationDecay: 0.8 })
    expect(own).not.toHaveProperty('recall')
    expect(personalMix(MIX, null)).toBe(MIX)
  })

  it('weighs each part of the score', () => {
    // Item 1 was had in two sessions of two, item 3 in the last; item 2 goes with item 3.
    const input = {
      scores: Float32Array.of(0, 0, 0, 0),
      temperature: 1,
      window: { rows: [3], sessions: [2] },
      history: { rows: [1, 1, 3], sessions: [1, 2, 2] },
      neighbours: {
        unmet: [],
        items: 4,
        of: (row: number) => (row === 3 ? { rows: [2], weights: [0.5] } : { rows: [4], weights: [0.4] }),
      },
      task: 'next-basket' as const,
    }
    const none = { coVisitation: 0, coVisitationDecay: 0.5, memory: 0, memoryDecay: 0.5, habitDecay: 0.5 }
    const scores = (mix: object) => {
      const list = hybrid({ ...input, mix: { ...none, ...mix } }, 4)
      return [1, 2, 3, 4].map((row) => Number((list.scoreOf(row) - 0.25).toFixed(6)))
    }
    const log = (count: number) => Number(Math.log1p(count).toFixed(6))
    expect(scores({ coVisitation: 2 })).toEqual([0, 1, 0, 0])
    expect(scores({ last: 1 })).toEqual([0.5, 0, 0.5, 0])
    expect(scores({ habit: 1 })).toEqual([log(1.5), 0, log(1), 0])
    expect(scores({ frequency: 1 })).toEqual([log(2), 0, log(1), 0])
    // By the counts of `habit`: what is remembered from outside the window, too.
    expect(scores({ recall: 1 })).toEqual([0, 0.5, 0, 0.6])
    expect(hybrid({ ...input, mix: { ...none, coVisitation: 2, last: 1 } }, 1).total).toBeCloseTo(1 + 1 + 1, 12)
  })
})
