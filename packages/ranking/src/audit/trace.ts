import { ITEM_EVENTS } from '@penchant/protocol'

/** What one visitor did with items, oldest first; every array has one entry an interaction. */
export interface Trace {
  /** Milliseconds. */
  times: ArrayLike<number>
  /** Rising numbers. */
  sessions: ArrayLike<number>
  /** Indices in the protocol's `ITEM_EVENTS`. */
  events: ArrayLike<number>
  /** Any number that stands for the item. */
  items: ArrayLike<number>
}

/** What is written down for a whole order at once: its pace is the shop's, not the visitor's. */
const BY_THE_SHOP = new Set(
  (['begin_checkout', 'purchase', 'refund'] as const).map((name) => ITEM_EVENTS.indexOf(name)),
)
const VIEWS = new Set((['view_item', 'select_item'] as const).map((name) => ITEM_EVENTS.indexOf(name)))

/** Entries of the trace that the visitor's own hand has made. */
export function ownSteps({ events, times }: Trace): number[] {
  return Array.from(events, (_, i) => i).filter((i) => !BY_THE_SHOP.has(events[i]) && Number.isFinite(times[i]))
}

export const isView = (event: number): boolean => VIEWS.has(event)
