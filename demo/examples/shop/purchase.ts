import type { EventParams, Item } from 'penchant'

/** A product as GA4's events carry it. */
export const purchase = (item: Item, quantity = 1): EventParams => ({
  currency: 'EUR',
  value: (item.price ?? 0) * quantity,
  items: [{ item_id: item.id, item_name: item.title, price: item.price, quantity }],
})
