import { readFileSync } from 'node:fs'
import { UsageError } from '../errors.ts'

export interface Exclusions {
  ids: ReadonlySet<string>
  title: RegExp | null
}

/**
 * `--exclude-item`: ids with commas between them, or `@FILE` with one id a line. `--exclude-title`: a
 * regular expression, upper and lower case alike.
 * @throws UsageError for an expression that is none, or a file that cannot be read.
 */
export function parseExclusions(items: readonly string[], title: string | undefined): Exclusions {
  const ids = new Set<string>()
  for (const text of items) {
    const list = text.startsWith('@') ? readList(text.slice(1)) : text.split(',')
    for (const id of list) if (id.trim() !== '') ids.add(id.trim())
  }
  if (title === undefined) return { ids, title: null }
  try {
    return { ids, title: new RegExp(title, 'i') }
  } catch (error) {
    throw new UsageError(`--exclude-title ${title}: ${(error as Error).message}`)
  }
}

function readList(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/)
  } catch (error) {
    throw new UsageError(`--exclude-item @${path}: ${(error as Error).message}`)
  }
}
