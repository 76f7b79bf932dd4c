import type { Catalogue, StoredInteraction } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { historyOf } from '../test/history-of.ts'
import { lessons } from './lessons.ts'
import { visitorSequence } from './visitor-sequence.ts'

const catalogue = { row: (id: string) => Number(id.slice(1)) } as Catalogue
/** What the history's steps are worth, each rounded. */
const worth = (history: StoredInteraction[]) =>
  Array.from(visitorSequence(history, catalogue).weights, (weight) => Math.round(100 * weight) / 100)
const negatives = (history: StoredInteraction[]) => [...visitorSequence(history, catalogue).negatives].sort()

describe('what an interaction is worth', () => {
  it('follows the table: purchase, cart, like, long view, view, bounce', () => {
    const history = historyOf('i1', 'i2', ['i2', 'add_to_cart'], ['i3', 'like_item'], ['i2', 'purchase'], 'i4', 'i5')
    history[1].time = 60_000
    for (let i = 2; i < 7; i++) history[i].time = 62_000 + i * 20_000
    history[6].time = history[5].time + 2000
    // i1 for a minute, i2 for 42 seconds, i4 for two seconds; nobody knows how long the last.
    expect(worth(history)).toEqual([0.6, 0.6, 0.8, 0.8, 1, 0, 0.4])
  })

  it('believes a dwell event, and a rating as a like', () => {
    const history = historyOf('i1', ['i1', 'dwell'], ['i2', 'rate_item'])
    Object.assign(history[1], { value: 45, time: 1000 })
    Object.assign(history[2], { value: 5, time: 2000 })
    expect(worth(history)).toEqual([0.6, 0.8])
  })

  it('counts a cart that was left for less, once its session is over', () => {
    const history = historyOf(['i1', 'add_to_cart'], ['i2', 'add_to_cart'], ['i2', 'purchase'], 'i3')
    expect(worth(history).slice(0, 2)).toEqual([0.8, 0.8])
    history[3].session = 2
    expect(worth(history).slice(0, 2)).toEqual([0.6, 0.8])
  })

  it('weighs what chance had shown by one over the chance, at most ten times', () => {
    const history = historyOf('i1', 'i2', 'i3')
    Object.assign(history[0], { via: 'r:3', propensity: 0.5 })
    Object.assign(history[1], { via: 'r:4', propensity: 1 / 1620 })
    expect(worth(history)).toEqual([0.8, 4, 0.4])
    expect(lessons([], [], [])).toHaveLength(0)
  })
})

describe('what a visitor does not want', () => {
  it('is what was turned down, given back, taken out, or passed over three times', () => {
    const seen = (item: string): [string, 'impression'] => [item, 'impression']
    const history = historyOf(
      'i1',
      ['i2', 'not_interested'],
      ['i3', 'add_to_cart'],
      ['i3', 'remove_from_cart'],
      ['i4', 'refund'],
      seen('i5'),
      seen('i5'),
      seen('i5'),
      seen('i6'),
      seen('i6'),
      seen('i1'),
      seen('i1'),
      seen('i1'),
    )
    expect(negatives(history)).toEqual([2, 3, 4, 5])
    expect(negatives([...history, ...historyOf(['i3', 'add_to_cart'])])).toEqual([2, 4, 5])
  })

  it('counts what a search that led nowhere has shown twice', () => {
    const history = historyOf(['i7', 'impression'], ['', 'search'], ['i7', 'impression'], 'i9')
    delete history[1].item
    expect(negatives(history)).toEqual([])
    history[3].session = 2
    expect(negatives(history)).toEqual([7])
  })
})
