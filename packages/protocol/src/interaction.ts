import type { EventName } from './events.ts'

/**
 * One thing a visitor did with one item (or one search), as it crosses the worker boundary and as it
 * is stored on the device. Plain data.
 */
export interface Interaction {
  /** The shop's own item id; absent for events that name none (a search). */
  item?: string
  event: EventName
  /** Milliseconds since the Unix epoch, the device's clock. */
  time: number
  /** `rate_item`: 1–5; `dwell`: seconds; `scroll`: share 0–1. */
  value?: number
  quantity?: number
  price?: number
  /** What the page says of the item in words; the engine keeps it where the model does not know the item. */
  about?: string
  /** Search term of `search` and `view_search_results`. */
  term?: string
  /** List or surface the item was shown in. */
  surface?: string
  /** Response id of the recommendation that led here. */
  recommendation?: string
  /** Which recommendation of it: its `attribution`. */
  via?: string
  /** How likely that recommendation was to show this item there, 0 to 1; given by the engine, where it left it to chance. */
  propensity?: number
  /** Unique to this interaction: where it is sent again (a worker that died), it is stored once. */
  key?: string
}

/** An interaction with its key in the store: rises with the order of arrival. */
export interface StoredInteraction extends Interaction {
  id: number
  /** Number of the visitor's session, from 1; a new one starts after `SESSION_GAP_MS` of silence. */
  session: number
}

/** Silence that ends a session (GA4's default): 30 minutes. */
export const SESSION_GAP_MS: number = 30 * 60 * 1000
