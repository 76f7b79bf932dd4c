import { type EventName, readCatalogue, type StoredInteraction } from '@penchant/protocol'
import { expect, it } from 'vitest'
import { visitorSequence } from './visitor-sequence.ts'

it('reads the history as the model was trained: known items, item events, seconds between them', () => {
  const catalogue = readCatalogue(new TextEncoder().encode('{"id":["a","b"]}'), 2)
  const step = (item: string | undefined, event: EventName, seconds: number, session: number) =>
    ({ id: 0, item, event, time: 1_700_000_000_000 + seconds * 1000, session }) as StoredInteraction
  const sequence = visitorSequence(
    [
      step('a', 'view_item', 0, 1),
      step('new', 'view_item', 5, 1),
      step('b', 'dwell', 8, 1),
      step(undefined, 'search', 9, 1),
      step('b', 'add_to_cart', 12.5, 1),
      step('a', 'purchase', 90_000, 2),
      // The clock was moved back.
      step('b', 'view_item', 10, 2),
    ],
    catalogue,
  )
  expect([...sequence.rows]).toEqual([1, 2, 1, 2])
  expect([...sequence.events]).toEqual([1, 3, 7, 1])
  expect([...sequence.sessions]).toEqual([1, 1, 2, 2])
  expect(Array.from(sequence.gaps)).toEqual([Number.NaN, 12.5, 89_987.5, 0])
  expect(Array.from(sequence.dwells)).toEqual([12.5, Number.NaN, 0, Number.NaN])
})
