import { penchantError } from '@penchant/protocol'

/** What the page sent, read field by field; each function throws `InvalidRequest` that names field, value and remedy. */
export type Fields = Record<string, unknown>

/** Name of the whole, which the names of its fields go without. */
export const THE_REQUEST = 'the request'

export function refuse(field: string, value: unknown, remedy: string): never {
  const shown = (JSON.stringify(value) ?? String(value)).slice(0, 80)
  throw penchantError('InvalidRequest', `${field} is ${shown}: ${remedy}`)
}

export function fieldsOf(value: unknown, field: string, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(field, value, 'give an object')
  for (const [name, own] of Object.entries(value)) {
    // A control that is misspelt must not be left out in silence.
    if (own !== undefined && !known.includes(name)) {
      refuse(field === THE_REQUEST ? name : `${field}.${name}`, own, `no such field: give ${known.join(', ')}`)
    }
  }
  return value as Fields
}

export function text(value: unknown, field: string, remedy: string): string {
  if (typeof value !== 'string') refuse(field, value, remedy)
  return value
}

export function ids(value: unknown, field: string): string[] {
  if (!Array.isArray(value) || !value.every((id) => typeof id === 'string')) {
    refuse(field, value, 'give an array of item ids')
  }
  return value
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
