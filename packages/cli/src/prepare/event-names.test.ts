import { eventIndex } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { eventNames, NO_STEP } from './event-names.ts'

describe('eventNames', () => {
  it.each([
    ['view_item', 'view_item'],
    ['View', 'view_item'],
    ['Product Viewed', 'view_item'],
    ['addToCart', 'add_to_cart'],
    ['add-to-cart', 'add_to_cart'],
    ['transaction', 'purchase'],
    ['return', 'refund'],
    ['constructor', 'other'],
    ['', 'other'],
  ])('reads %j as %s', (theirs, ours) => {
    expect(eventNames([]).index(theirs)).toBe(eventIndex(ours))
  })

  it.each(['search', 'impression', 'page_view', 'ignore'])('takes %s for no step of a sequence', (name) => {
    expect(eventNames([]).index(name)).toBe(NO_STEP)
  })

  it('puts what it is told above what it knows, and says how each name was read', () => {
    const names = eventNames(['view=like_item,zap=Buy', 'cart=ignore'])
    expect(['view', 'zap', 'cart', 'hm'].map(names.index)).toEqual([
      eventIndex('like_item'),
      eventIndex('purchase'),
      NO_STEP,
      eventIndex('other'),
    ])
    expect(names.describe()).toBe('view → like_item, zap → purchase, cart → ignored, hm → other')
  })
})
