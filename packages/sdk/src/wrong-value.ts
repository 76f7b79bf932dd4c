import { type PenchantErrorName, penchantError } from '@penchant/protocol'
import { show } from './show.ts'

/** An error that names the field, its value and the remedy. */
export function wrongValue(name: PenchantErrorName, field: string, value: unknown, remedy: string): Error {
  return penchantError(name, `${field} is ${show(value)}; ${remedy}.`)
}
