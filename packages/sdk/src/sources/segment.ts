import type { EventName, EventParams } from '@penchant/protocol'
import { penchantError } from '@penchant/protocol'
import type { Source } from '../source.ts'
import type { Page } from './page.ts'
import { readParams } from './read-params.ts'

/** Segment's e-commerce spec, v2: https://segment.com/docs/connections/spec/ecommerce/v2/ */
const EVENTS: Readonly<Record<string, EventName>> = {
  'Products Searched': 'search',
  'Product List Viewed': 'view_item_list',
  'Product List Filtered': 'view_item_list',
  'Promotion Viewed': 'view_promotion',
  'Promotion Clicked': 'select_promotion',
  'Product Clicked': 'select_item',
  'Product Viewed': 'view_item',
  'Product Added': 'add_to_cart',
  'Product Removed': 'remove_from_cart',
  'Cart Viewed': 'view_cart',
  'Checkout Started': 'begin_checkout',
  'Payment Info Entered': 'add_payment_info',
  'Order Completed': 'purchase',
  'Order Refunded': 'refund',
  'Product Added to Wishlist': 'add_to_wishlist',
  'Wishlist Product Added to Cart': 'add_to_cart',
  'Product Reviewed': 'rate_item',
}

/** Segment's names of an item's fields, in the order in which they are looked for, by GA4's. */
const ITEM: Readonly<Record<string, readonly string[]>> = {
  item_id: ['product_id', 'sku'],
  item_name: ['name'],
  item_brand: ['brand'],
  item_category: ['category'],
  item_variant: ['variant'],
  price: ['price'],
  quantity: ['quantity'],
  index: ['position'],
}
const PARAMS: Readonly<Record<string, readonly string[]>> = {
  transaction_id: ['order_id'],
  search_term: ['query'],
  item_list_id: ['list_id'],
  item_list_name: ['category', 'list'],
  currency: ['currency'],
  coupon: ['coupon'],
  value: ['value', 'revenue', 'total'],
  rating: ['rating'],
}

type Fields = Record<string, unknown>

/** Reads lazily, so that what throws is told by `readParams` with the name it has in GA4. */
function renamed(from: Fields, names: Readonly<Record<string, readonly string[]>>): Fields {
  const view: Fields = {}
  for (const [name, fields] of Object.entries(names)) {
    const get = () => {
      for (const field of fields) if (from[field] != null) return from[field]
    }
    Object.defineProperty(view, name, { get, enumerable: true })
  }
  return view
}

function toParams(properties: Fields): object {
  const params = renamed(properties, PARAMS)
  const get = () => {
    const { products } = properties
    if (products == null)
      return properties.product_id == null && properties.sku == null ? undefined : [renamed(properties, ITEM)]
    if (!Array.isArray(products)) return products
    return products.map((product) => (typeof product === 'object' && product ? renamed(product, ITEM) : product))
  }
  return Object.defineProperty(params, 'items', { get, enumerable: true })
}

interface Analytics {
  on?(event: 'track', listener: (name: unknown, properties: unknown) => void): unknown
  off?(event: 'track', listener: (name: unknown, properties: unknown) => void): unknown
}

/** How often, and how many times, a page is looked at for a library that may come later. */
const LOOK_EVERY = 1000
const LOOKS = 30

/** Segment's `analytics`, or the stub of its snippet: what waits there is heard when the library has come. */
export function segment(page: Page): Source {
  return (emit) => {
    let heard: Analytics | undefined
    let looks = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    let stopped = false

    function listener(name: unknown, given: unknown): void {
      try {
        if (stopped || typeof name !== 'string' || !Object.hasOwn(EVENTS, name)) return
        const event = EVENTS[name]!
        const properties = (typeof given === 'object' && given !== null ? given : {}) as Fields
        const params: EventParams = readParams(`analytics: ${name}`, toParams(properties), page.report)
        // The spec has refunds of whole orders and promotions without products.
        if (event === 'refund' && !params.items && params.transaction_id) return
        emit(event, params)
      } catch (cause) {
        page.report(
          penchantError('InvalidEvent', 'analytics: an event throws when it is read; give plain objects.', cause),
        )
      }
    }

    function look(): void {
      const { analytics } = window as { analytics?: Analytics }
      if (typeof analytics?.on === 'function') {
        heard = analytics
        analytics.on('track', listener)
      } else if (++looks < LOOKS) timer = setTimeout(look, LOOK_EVERY)
    }
    look()

    return () => {
      stopped = true
      clearTimeout(timer)
      const { analytics } = window as { analytics?: Analytics }
      // The library takes the stub's place, and what was put on the stub along.
      for (const one of new Set([heard, analytics])) if (heard && one?.off) one.off('track', listener)
    }
  }
}
