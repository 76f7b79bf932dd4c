import type { VisitorSequence } from '@penchant/learning'
import { timing } from '@penchant/model'
import { type Catalogue, eventIndex, isItemEvent, type StoredInteraction } from '@penchant/protocol'

/**
 * The visitor's whole history as the model reads it: the item interactions with items that it knows,
 * in the order of arrival, over all sessions.
 */
export function visitorSequence(history: readonly StoredInteraction[], catalogue: Catalogue): VisitorSequence {
  const steps = history.filter(
    ({ event, item }) => isItemEvent(event) && item !== undefined && catalogue.row(item) !== 0,
  )
  const sessions = Int32Array.from(steps, (step) => step.session)
  const times = Float64Array.from(steps, (step) => step.time / 1000)
  return {
    rows: Int32Array.from(steps, (step) => catalogue.row(step.item!)),
    events: Uint8Array.from(steps, (step) => eventIndex(step.event)),
    sessions,
    ...timing(times, sessions),
  }
}
