/**
 * The event vocabulary: GA4's e-commerce names, and ours in the same style for what GA4 lacks.
 * Source: https://developers.google.com/analytics/devguides/collection/ga4/reference/events
 */

/**
 * Events that name one item each and enter the model's sequence. The index is what the model's
 * event embedding is trained on, so the order is part of the published format: append only.
 */
export const ITEM_EVENTS = [
  'other',
  'view_item',
  'select_item',
  'add_to_cart',
  'remove_from_cart',
  'add_to_wishlist',
  'begin_checkout',
  'purchase',
  'refund',
  'like_item',
  'dislike_item',
  'not_interested',
  'rate_item',
] as const

/** Events that are stored but are no step of the sequence: they describe a page, a list or a dwell. */
export const OTHER_EVENTS = [
  'view_item_list',
  'view_cart',
  'add_shipping_info',
  'add_payment_info',
  'view_promotion',
  'select_promotion',
  'search',
  'view_search_results',
  'dwell',
  'scroll',
  'impression',
] as const

export type ItemEvent = (typeof ITEM_EVENTS)[number]
export type EventName = ItemEvent | (typeof OTHER_EVENTS)[number]

/** Row of an event in the model's event embedding; `other` (0) for a name it does not know. */
export function eventIndex(name: string): number {
  return Math.max(0, (ITEM_EVENTS as readonly string[]).indexOf(name))
}

export function isItemEvent(name: unknown): name is ItemEvent {
  return (ITEM_EVENTS as readonly unknown[]).includes(name)
}

export function isEventName(name: unknown): name is EventName {
  return isItemEvent(name) || (OTHER_EVENTS as readonly unknown[]).includes(name)
}

/** One entry of GA4's `items`. Prices may be strings: shops send them so. */
export interface EventItem {
  item_id: string
  item_name?: string
  item_brand?: string
  item_category?: string
  item_category2?: string
  item_category3?: string
  item_category4?: string
  item_category5?: string
  item_variant?: string
  item_list_id?: string
  item_list_name?: string
  price?: number | string
  quantity?: number | string
  discount?: number | string
  coupon?: string
  currency?: string
  index?: number
  affiliation?: string
  location_id?: string
  promotion_id?: string
  promotion_name?: string
  creative_name?: string
  creative_slot?: string
}

/** Parameters of `track(name, params)`, GA4's names. At most 200 items an event are read. */
export interface EventParams {
  items?: EventItem[]
  /** Short form for events about one item (ours: `rate_item`, `like_item`, `dwell`, …). */
  item_id?: string
  currency?: string
  value?: number | string
  transaction_id?: string
  coupon?: string
  shipping?: number | string
  tax?: number | string
  search_term?: string
  item_list_id?: string
  item_list_name?: string
  /** `rate_item`: 1 to 5. */
  rating?: number
  /** `dwell`: seconds the item was visible. */
  seconds?: number
  /** `scroll`: share of the page that was seen, 0 to 1. */
  depth?: number
  /** `impression`: where the items were shown. */
  surface?: string
  /** The `id` of the recommendation response that led here, for attribution. */
  recommendation_id?: string
  /** The `attribution` of the recommended item that led here. */
  attribution?: string
}

export const MAX_ITEMS_PER_EVENT = 200
