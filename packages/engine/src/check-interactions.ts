import { type EventName, type Interaction, penchantError } from '@penchant/protocol'
import { show } from './show.ts'

const LONGEST_TEXT = 1000
/** Of one call: fifty events with two hundred items each. */
const MOST = 10_000
const TEXTS = ['item', 'about', 'term', 'surface', 'recommendation', 'via', 'key'] as const
const NUMBERS = ['value', 'quantity', 'price'] as const

function refuse(index: number, field: string, value: unknown, remedy: string): never {
  throw penchantError('InvalidEvent', `interactions[${index}].${field} is ${show(value)}: ${remedy}`)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT
}

/** One of them; `index` is for the error. */
export function checkInteraction(given: unknown, index: number): Interaction {
  if (typeof given !== 'object' || given === null) {
    throw penchantError(
      'InvalidEvent',
      `interactions[${index}] is ${show(given)}: give an object with "event" and "time"`,
    )
  }
  const { event, time } = given as Record<string, unknown>
  // A name that this worker does not know is no error: the page may be newer.
  if (!isText(event)) refuse(index, 'event', event, 'give a GA4 event name, e.g. "view_item"')
  if (typeof time !== 'number' || !Number.isFinite(time)) {
    refuse(index, 'time', time, 'give milliseconds since 1970, e.g. Date.now()')
  }
  const interaction: Interaction = { event: event as EventName, time }
  for (const field of TEXTS) {
    const value = (given as Record<string, unknown>)[field]
    if (value === undefined) continue
    if (!isText(value)) refuse(index, field, value, `give a text of 1 to ${LONGEST_TEXT} characters, or leave it out`)
    interaction[field] = value
  }
  for (const field of NUMBERS) {
    const value = (given as Record<string, unknown>)[field]
    if (value === undefined) continue
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      refuse(index, field, value, 'give a finite number, or leave it out')
    }
    interaction[field] = value
  }
  return interaction
}

/**
 * Takes what the protocol knows of each interaction, and nothing else, so that no page can fill the
 * store with what it must not hold. Throws `InvalidEvent` naming the field.
 */
export function checkInteractions(given: unknown): Interaction[] {
  if (!Array.isArray(given) || given.length > MOST) {
    throw penchantError('InvalidEvent', `interactions are ${show(given)}: give an array of at most ${MOST}`)
  }
  // `map` would pass over holes.
  return Array.from(given, checkInteraction)
}
