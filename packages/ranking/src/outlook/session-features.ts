import { ITEM_EVENTS, type ItemEvent } from '@penchant/protocol'

/** One thing done with an item, as both the trainer and the browser know it. */
export interface SessionStep {
  row: number
  event: ItemEvent
  /** Number of the session it belongs to; rises. */
  session: number
  /** Seconds; NaN without a clock. */
  time: number
}

/** How many numbers `sessionFeatures` gives. */
export const SESSION_FEATURES = 9

/**
 * What a session, as far as it has come, says of how it will end: its steps, items, share of second looks, cart, checkout,
 * purchases and minutes; and of the sessions before it, how many and how many purchases. Counts and minutes as log(1 + n).
 *
 * @param steps of one visitor, oldest first; the last session is the one that is asked about
 * @returns [SESSION_FEATURES]
 */
export function sessionFeatures(steps: readonly SessionStep[]): number[] {
  const session = steps.at(-1)?.session
  const now = steps.filter((step) => step.session === session)
  const cart = cartRows(now)
  const count = (event: ItemEvent, among = now) => among.filter((step) => step.event === event).length
  const items = new Set(now.map(({ row }) => row)).size
  const minutes = (now.at(-1)!.time - now[0].time) / 60
  const earlier = steps.slice(0, steps.length - now.length)
  return [
    Math.log1p(now.length),
    Math.log1p(items),
    1 - items / now.length,
    Math.log1p(cart.size),
    count('begin_checkout') > 0 ? 1 : 0,
    count('purchase') > 0 ? 1 : 0,
    Number.isFinite(minutes) && minutes > 0 ? Math.log1p(minutes) : 0,
    Math.log1p(new Set(earlier.map((step) => step.session)).size),
    Math.log1p(count('purchase', earlier)),
  ]
}

/** What was put into the cart and neither taken out nor bought since. */
export function cartRows(steps: readonly SessionStep[]): Set<number> {
  const cart = new Set<number>()
  for (const { row, event } of steps) {
    if (event === 'add_to_cart') cart.add(row)
    else if (event === 'remove_from_cart' || event === 'purchase') cart.delete(row)
  }
  return cart
}

/** The name of an event in a trained sequence. */
export const eventOf = (index: number): ItemEvent => ITEM_EVENTS[index] ?? 'other'
