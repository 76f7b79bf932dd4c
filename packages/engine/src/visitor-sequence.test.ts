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

it('says of each moment what the model goes by: its time, this device, and of what is asked what the shop gives', () => {
  const catalogue = readCatalogue(new TextEncoder().encode('{"id":["a"]}'), 1)
  const history = [1, 2].map(
    (id) => ({ id, item: 'a', event: 'view_item', time: 5000 * id, session: 1 }) as StoredInteraction,
  )
  const fields = [
    { name: 'device', values: ['phone', 'desktop'] },
    { name: 'referrer', values: ['search', 'mail'] },
    { name: 'place', values: ['DE'] },
  ]
  const context = { fields, width: 4, crosses: 0, rank: 1 }
  const values = { device: 'desktop', referrer: 'mail', other: 'x' }
  const sequence = visitorSequence(history, catalogue, context, { now: 90_000, values })
  expect([...(sequence.times as Float64Array)]).toEqual([5, 10, 90])
  const codes = Object.entries(sequence.context!).map(([name, of]) => [name, ...Array.from(of)])
  expect(codes).toEqual([
    ['device', 2, 2, 2],
    ['referrer', 0, 0, 2],
  ])
  expect(visitorSequence(history, catalogue).times).toBeUndefined()
})
