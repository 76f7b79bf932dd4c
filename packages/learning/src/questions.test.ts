import { eventIndex, type ItemEvent } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { questionsOf } from './questions.ts'

const sequenceOf = (...steps: [row: number, event: ItemEvent, session: number][]) => ({
  rows: steps.map(([row]) => row),
  events: steps.map(([, event]) => eventIndex(event)),
  sessions: steps.map(([, , session]) => session),
  gaps: [],
  dwells: [],
})

describe('the questions that a history answers', () => {
  it('are its choices, where the next item is asked for', () => {
    const sequence = sequenceOf(
      [1, 'view_item', 1],
      [2, 'view_item', 1],
      [2, 'add_to_cart', 1],
      [2, 'add_to_cart', 1],
      [3, 'view_item', 2],
      [3, 'not_interested', 2],
      [4, 'dislike_item', 2],
      [5, 'purchase', 2],
      [2, 'remove_from_cart', 2],
    )
    expect(questionsOf(sequence, 'next-item')).toEqual([
      { end: 1, target: 2 },
      { end: 3, target: 2 },
      { end: 4, target: 3 },
      { end: 7, target: 5 },
    ])
  })

  it('are the items of each later session, each once, from what came before it, where baskets are', () => {
    const sequence = sequenceOf(
      [1, 'purchase', 1],
      [2, 'purchase', 1],
      [1, 'purchase', 2],
      [3, 'purchase', 2],
      [1, 'purchase', 2],
      [3, 'refund', 2],
      [3, 'purchase', 5],
    )
    expect(questionsOf(sequence, 'next-basket')).toEqual([
      { end: 2, target: 1 },
      { end: 2, target: 3 },
      { end: 6, target: 3 },
    ])
  })
})
