import { LIMITS } from '@penchant/protocol'

/** Distinct values that are told apart while reading; the 255 most frequent get a code in the end. */
const MAX_VALUES = 4096
export const MAX_CODES = 255

/** Values of one context column, numbered from 1 in order of appearance; 0 is unknown. */
export interface ContextCodes {
  readonly name: string
  readonly values: readonly string[]
  code(value: string): number
}

export function contextCodes(name: string): ContextCodes {
  const codes = new Map<string, number>()
  const values: string[] = []
  return {
    name,
    values,
    code(value) {
      // Longer than a manifest may hold: a text that slipped into the column, and no two are alike.
      if (value === '' || value.length > LIMITS.contextText) return 0
      const known = codes.get(value)
      if (known !== undefined) return known
      if (values.length === MAX_VALUES) return 0
      const own = Buffer.from(value, 'utf16le').toString('utf16le')
      codes.set(own, values.push(own))
      return values.length
    },
  }
}
