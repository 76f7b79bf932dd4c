import { describe, expect, it } from 'vitest'
import { checkInteractions } from './check-interactions.ts'

describe('interactions from the page', () => {
  it('are taken with what the protocol knows of them, and nothing else', () => {
    const whole = {
      item: 'a',
      event: 'view_item',
      time: 1,
      value: 2,
      quantity: 3,
      price: 4.5,
      term: 'cup',
      surface: 'home',
      recommendation: 'r',
      via: 'r:3',
      key: 'k',
    }
    expect(checkInteractions([{ ...whole, id: 7, session: 9, email: 'someone@example.com' }])).toEqual([whole])
  })

  it('may have an event that only a newer page knows', () => {
    expect(checkInteractions([{ event: 'ar_try_on', time: 1 }])).toEqual([{ event: 'ar_try_on', time: 1 }])
  })

  it.each<[field: string, given: unknown]>([
    ['interactions', null],
    ['interactions', 'view_item'],
    ['interactions[0]', [null]],
    ['interactions[0]', [7]],
    ['interactions[0].event', [{ time: 1 }]],
    ['interactions[0].event', [{ event: '', time: 1 }]],
    ['interactions[0].event', [{ event: 'x'.repeat(1001), time: 1 }]],
    ['interactions[0].time', [{ event: 'view_item' }]],
    ['interactions[0].time', [{ event: 'view_item', time: '1' }]],
    ['interactions[0].time', [{ event: 'view_item', time: Number.NaN }]],
    [
      'interactions[1].item',
      [
        { event: 'search', time: 1 },
        { event: 'view_item', time: 1, item: 5 },
      ],
    ],
    ['interactions[0].item', [{ event: 'view_item', time: 1, item: { toString: () => 'a' } }]],
    ['interactions[0].term', [{ event: 'search', time: 1, term: 'x'.repeat(1001) }]],
    ['interactions[0].price', [{ event: 'view_item', time: 1, price: '9.99' }]],
    ['interactions[0].value', [{ event: 'view_item', time: 1, value: Number.POSITIVE_INFINITY }]],
    ['interactions[0].key', [{ event: 'view_item', time: 1, key: '' }]],
  ])('are refused for a wrong %s', (field, given) => {
    expect(() => checkInteractions(given)).toThrow(
      expect.objectContaining({ name: 'InvalidEvent', message: expect.stringContaining(field) }),
    )
  })
})
