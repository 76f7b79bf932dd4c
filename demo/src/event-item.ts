import type { EventItem, Item } from 'penchant'
import { itemTitle } from './view/item-words.ts'

/** An item in GA4's words. */
export function eventItem(item: Item, more: Partial<EventItem> = {}): EventItem {
  const event: EventItem = { item_id: item.id, item_name: itemTitle(item), ...more }
  if (item.price !== undefined) event.price = item.price
  if (item.brand) event.item_brand = item.brand
  const [first, second, third] = item.category ?? []
  if (first) event.item_category = first
  if (second) event.item_category2 = second
  if (third) event.item_category3 = third
  return event
}

/** The item a card shows, read back from its data attributes. */
export function itemOfCard({ dataset }: HTMLElement): Item | null {
  if (!dataset.id) return null
  const item: Item = { id: dataset.id }
  if (dataset.title) item.title = dataset.title
  if (dataset.price) item.price = Number(dataset.price)
  if (dataset.brand) item.brand = dataset.brand
  if (dataset.category) item.category = JSON.parse(dataset.category) as string[]
  if (dataset.image) item.image = dataset.image
  return item
}
