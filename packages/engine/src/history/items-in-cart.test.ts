import type { EventName, StoredInteraction } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { itemsInCart } from './items-in-cart.ts'

const historyOf = (...steps: [item: string, event: EventName, quantity?: number][]): StoredInteraction[] =>
  steps.map(([item, event, quantity], i) => ({ id: i + 1, session: 1, time: i, item, event, quantity }))

describe('itemsInCart', () => {
  it('counts what goes in and out, and ends with the purchase', () => {
    expect(
      itemsInCart(
        historyOf(
          ['seen', 'view_item'],
          ['two', 'add_to_cart', 2],
          ['two', 'remove_from_cart', 1],
          ['out', 'add_to_cart', 2],
          ['out', 'remove_from_cart', 2],
          ['all-out', 'add_to_cart', 5],
          ['all-out', 'remove_from_cart'],
          ['bought', 'add_to_cart'],
          ['one', 'add_to_cart'],
          ['bought', 'purchase'],
          ['never-in', 'remove_from_cart', 1],
          ['again', 'add_to_cart'],
          ['again', 'remove_from_cart', 3],
          ['again', 'add_to_cart'],
        ),
      ),
    ).toEqual(['two', 'one', 'again'])
  })
})
