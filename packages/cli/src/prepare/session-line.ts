import { MAX_ID_LENGTH } from './item-ids.ts'
import { MAX_LINE } from './read-lines.ts'

/** More than any visit has; a line like that is a list of something else. */
const MAX_ITEMS = 10_000

/** The items of a line of a sessions file, or what is wrong with it. */
export function sessionLine(text: string): string[] | string {
  if (text.length > MAX_LINE) return 'longer than 1,048,576 characters'
  // A byte that is no text: a binary file, or one in another encoding.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  if (/[\0-\x08\x0e-\x1f\uFFFD]/.test(text)) return 'not UTF-8 text'
  const ids = text.split(/[\s,]+/).filter((id) => id !== '')
  if (ids.length === 0) return 'no items'
  if (ids.length > MAX_ITEMS) return `more than ${MAX_ITEMS} items`
  if (ids.some((id) => id.length > MAX_ID_LENGTH)) return `an id is longer than ${MAX_ID_LENGTH} characters`
  return ids
}
