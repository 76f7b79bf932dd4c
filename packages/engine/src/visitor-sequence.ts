import type { VisitorSequence } from '@penchant/learning'
import { timing } from '@penchant/model'
import { type Catalogue, eventIndex, isItemEvent, type StoredInteraction } from '@penchant/protocol'
import { itemsPassedOver, itemsTurnedDown } from './history/items-turned-down.ts'
import { itemsUnwanted } from './history/items-unwanted.ts'
import { lessons } from './lessons.ts'

/**
 * The visitor's whole history as the model reads it: the item interactions with items that it knows and that the visitor
 * has not said to be unwanted, in the order of arrival, over all sessions. Having looked at an unwanted item must not
 * bring its like.
 */
export function sequenceSteps<T extends StoredInteraction>(history: readonly T[], catalogue: Catalogue): T[] {
  const unwanted = itemsUnwanted(history)
  return history.filter(
    ({ event, item }) => isItemEvent(event) && item !== undefined && catalogue.row(item) !== 0 && !unwanted.has(item),
  )
}

export function visitorSequence(history: readonly StoredInteraction[], catalogue: Catalogue): VisitorSequence {
  const steps = sequenceSteps(history, catalogue)
  const sessions = Int32Array.from(steps, (step) => step.session)
  const times = Float64Array.from(steps, (step) => step.time / 1000)
  const time = timing(times, sessions)
  const against = new Set([...itemsTurnedDown(history).keys(), ...itemsPassedOver(history)])
  return {
    rows: Int32Array.from(steps, (step) => catalogue.row(step.item!)),
    events: Uint8Array.from(steps, (step) => eventIndex(step.event)),
    sessions,
    ...time,
    weights: lessons(steps, time.dwells, history),
    negatives: Int32Array.from(Array.from(against, catalogue.row).filter((row) => row !== 0)),
  }
}
