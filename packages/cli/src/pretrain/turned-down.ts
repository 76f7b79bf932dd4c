import { FEEDBACK } from '@penchant/learning'
import { ITEM_EVENTS } from '@penchant/protocol'
import type { DatasetSequence } from '../dataset-sequence.ts'

// A rating alone does not say whether it is a good one: the prepared data have no value beside an event.
const AGAINST = new Set(
  ITEM_EVENTS.flatMap((event, i) => (event !== 'rate_item' && FEEDBACK.lowers[event] !== undefined ? [i] : [])),
)
const FOR = new Set(ITEM_EVENTS.flatMap((event, i) => (FEEDBACK.target[event] !== undefined ? [i] : [])))

/**
 * What was turned down in a session before what comes at position `i + 1`, and not chosen again since: places in the
 * window from `from` on, each item once.
 */
export function turnedDownBefore({ rows, events, sessions }: DatasetSequence, from: number, i: number): number[] {
  const places = new Map<number, number>()
  let start = i
  while (start > from && sessions[start - 1] === sessions[i + 1]) start--
  if (sessions[start] !== sessions[i + 1]) return []
  for (let j = start; j <= i; j++) {
    if (AGAINST.has(events[j])) places.set(rows[j], j)
    else if (FOR.has(events[j])) places.delete(rows[j])
  }
  // Whoever comes back to it has thought better of it.
  places.delete(rows[i + 1])
  return [...places.values()]
}
