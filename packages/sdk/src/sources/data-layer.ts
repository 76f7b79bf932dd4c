import { type EventParams, type ItemEvent, isItemEvent, penchantError } from '@penchant/protocol'
import type { Emit, Source } from '../source.ts'
import type { Page } from './page.ts'
import { readParams } from './read-params.ts'
import { watchLayer } from './watch-layer.ts'

/**
 * Events that are read from a data layer: GA4's e-commerce, and what we add to it under names that GA4 does not use
 * otherwise. Its own `scroll` (enhanced measurement) is about a page, not an item.
 */
const EVENTS: ReadonlySet<string> = new Set([
  'view_item_list',
  'view_cart',
  'add_shipping_info',
  'add_payment_info',
  'view_promotion',
  'select_promotion',
  'search',
  'view_search_results',
])
const isRead = (name: unknown): name is ItemEvent =>
  typeof name === 'string' && name !== 'other' && (isItemEvent(name) || EVENTS.has(name))

/** GA4 takes a refund of a whole order without items: there is nothing in it for us, and nothing wrong with it. */
const namesNoItem = (name: string, { items, item_id, transaction_id }: EventParams) =>
  name === 'refund' && items === undefined && item_id === undefined && transaction_id !== undefined

/**
 * GA4's data layer, by both ways into it: `dataLayer.push({ event, ecommerce })` and `gtag('event', name, params)`,
 * which puts its own `arguments` there. Also what was put there before.
 */
export function dataLayer(page: Page): Source {
  return (emit) => {
    const emitAsTag = page.emitAs('gtag')
    /** What `ecommerce` was last set to: an event without its own is about that, until `ecommerce: null`. */
    let ecommerce: unknown

    function tell(emitter: Emit, name: string, given: unknown): void {
      const params = readParams(`dataLayer: ${name}`, given, page.report)
      if (!namesNoItem(name, params)) emitter(name, params)
    }

    function read(entry: unknown): void {
      if (typeof entry !== 'object' || entry === null) return
      const fields = entry as Record<string, unknown>
      if (fields[0] !== undefined && typeof fields.length === 'number') {
        if (fields[0] === 'event' && isRead(fields[1])) tell(emitAsTag, fields[1], fields[2])
        return
      }
      const { event } = fields
      const own = 'ecommerce' in fields
      if (own) ecommerce = fields.ecommerce
      if (!isRead(event)) return
      if (own && ecommerce !== null) tell(emit, event, ecommerce)
      // A search says nothing about the items of the push before it.
      else if (fields.items != null || fields.search_term != null || !ecommerce) tell(emit, event, fields)
      else tell(emit, event, ecommerce)
    }

    return watchLayer(read, !page.fromNow, (cause) =>
      page.report(
        cause
          ? penchantError('InvalidEvent', 'dataLayer: an entry throws when it is read; push plain objects.', cause)
          : penchantError('InvalidEvent', 'dataLayer is no array; no event of it is read.'),
      ),
    )
  }
}
