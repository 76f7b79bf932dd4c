import { penchantError } from '@penchant/protocol'
import { show } from './show.ts'

/** What the page sent, read field by field; each function throws `InvalidRequest` that names field, value and remedy. */
export type Fields = Record<string, unknown>

/** Name of the whole, which the names of its fields go without. */
export const THE_REQUEST = 'the request'

export function refuse(field: string, value: unknown, remedy: string): never {
  throw penchantError('InvalidRequest', `${field} is ${show(value)}: ${remedy}`)
}

/** @param known names that there are; absent: any */
export function fieldsOf(value: unknown, field: string, known?: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(field, value, 'give an object')
  for (const [name, own] of Object.entries(value)) {
    // A control that is misspelt must not be left out in silence.
    if (known && own !== undefined && !known.includes(name)) {
      refuse(field === THE_REQUEST ? name : `${field}.${name}`, own, `no such field: give ${known.join(', ')}`)
    }
  }
  return value as Fields
}

export function text(value: unknown, field: string, remedy: string): string {
  if (typeof value !== 'string') refuse(field, value, remedy)
  return value
}

/** More interactions than a device keeps. */
const MAX_STORED = 1_000_000
/** More ids than any list can use: an array's `length` may be four billion and cost the page nothing. */
const MAX_IDS = 100_000

/** An array without holes: `map` and `every` pass over them, and what follows would meet `undefined`. */
export function list(value: unknown, field: string, most: number, remedy: string): unknown[] {
  if (!Array.isArray(value) || value.length > most) refuse(field, value, remedy)
  return Array.from(value)
}

export function ids(value: unknown, field: string): string[] {
  const remedy = 'give an array of item ids'
  return list(value, field, MAX_IDS, remedy).map((id) => text(id, field, remedy))
}

/** Ids of stored interactions. */
export function storedIds(value: unknown, field: string): number[] {
  const remedy = 'give an array of ids of exported interactions'
  const read = list(value, field, MAX_STORED, remedy)
  if (!read.every(Number.isSafeInteger)) refuse(field, value, remedy)
  return read as number[]
}

export function whole(value: unknown, field: string, most: number): number {
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > most) {
    refuse(field, value, `give a whole number from 1 to ${most}`)
  }
  return value as number
}

export function share(value: unknown, field: string): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) refuse(field, value, 'give a number from 0 to 1')
  return value
}

export function flag(value: unknown, field: string): boolean {
  if (typeof value !== 'boolean') refuse(field, value, 'give true or false')
  return value
}
