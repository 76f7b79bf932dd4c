import type { ContextConfig, ContextField } from '@penchant/protocol'
import type { Sequence } from './sequence.ts'

/** Every zone's clock differs from UTC by a multiple of it, and changes at one. */
const QUARTER = 900

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** Fields that follow from the time. */
export const CLOCK_FIELDS: readonly ContextField[] = [
  { name: 'hour', values: Array.from({ length: 24 }, (_, hour) => String(hour)) },
  { name: 'weekday', values: Array.from({ length: 7 }, (_, day) => String(day)) },
]

/** Code of a field's value; 0 where it is not among those that the model has learnt. */
export function contextCode({ values }: ContextField, value: string | undefined): number {
  return value === undefined ? 0 : values.indexOf(value) + 1
}

/**
 * The context of interaction `i` of a sequence, or at its end of what is asked: a code for each of the model's fields.
 * One path for training and for serving. A field that the sequence gives is not
 * read off the clock.
 */
export type ContextReader = (sequence: Sequence, i: number) => number[]

export function contextReader(config: ContextConfig): ContextReader {
  let reader = readers.get(config)
  if (!reader) {
    reader = createReader(config)
    readers.set(config, reader)
  }
  return reader
}

/** A reader remembers what it has read off the clock, so a model has one. */
const readers = new WeakMap<ContextConfig, ContextReader>()

function createReader({ fields, timeZone }: ContextConfig): ContextReader {
  const clock = clockOf(timeZone)
  return ({ context, times }, i) =>
    fields.map((field) => {
      const given = context?.[field.name]
      if (given) return given[i] <= field.values.length ? given[i] : 0
      if (field.name !== 'hour' && field.name !== 'weekday') return 0
      const time = times?.[i]
      return time === undefined || !Number.isFinite(time) ? 0 : contextCode(field, String(clock(time)[field.name]))
    })
}

/** Hour and weekday at a time, on a zone's clock or the device's own. */
function clockOf(timeZone: string | undefined): (seconds: number) => { hour: number; weekday: number } {
  const format = new Intl.DateTimeFormat('en-US', {
    ...(timeZone && { timeZone }),
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  })
  // A data set has far fewer quarters than interactions, and to format one takes a microsecond or more.
  const known = new Map<number, { hour: number; weekday: number }>()
  return (seconds) => {
    const quarter = Math.floor(seconds / QUARTER)
    let found = known.get(quarter)
    if (!found) {
      const parts = format.formatToParts(quarter * QUARTER * 1000)
      const part = (type: string) => parts.find((each) => each.type === type)!.value
      found = { hour: Number(part('hour')) % 24, weekday: DAYS.indexOf(part('weekday')) }
      known.set(quarter, found)
    }
    return found
  }
}
