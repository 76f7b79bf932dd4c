import type { VisitorSequence } from '@penchant/learning'
import { contextCode, timing } from '@penchant/model'
import { type Catalogue, type ContextConfig, eventIndex, isItemEvent, type StoredInteraction } from '@penchant/protocol'
import { deviceClass } from './device-class.ts'
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

/** What is known of the moment that is asked about. */
export interface Moment {
  /** Milliseconds since 1970. */
  now?: number
  /** By the name of a context field. */
  values?: Readonly<Record<string, string>>
}

/**
 * @param context of the model, where it knows one. The past is taken to have been on this device; of what the shop says of
 *   a request nothing is stored.
 */
export function visitorSequence(
  history: readonly StoredInteraction[],
  catalogue: Catalogue,
  context?: ContextConfig,
  { now = Date.now(), values = {} }: Moment = {},
): VisitorSequence {
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
    ...(context && {
      times: Float64Array.of(...times, now / 1000),
      context: codesOf(context, { device: deviceClass(), ...values }, steps.length),
    }),
    weights: lessons(steps, time.dwells, history),
    negatives: Int32Array.from(Array.from(against, catalogue.row).filter((row) => row !== 0)),
  }
}

/** Of every field that has a value a code for each of `count` interactions and for what is asked. */
function codesOf(
  { fields }: ContextConfig,
  values: Readonly<Record<string, string>>,
  count: number,
): Record<string, Uint16Array> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      if (!Object.hasOwn(values, field.name)) return []
      const codes = new Uint16Array(count + 1)
      codes.fill(contextCode(field, values[field.name]), field.name === 'device' ? 0 : count)
      return [[field.name, codes]]
    }),
  )
}
