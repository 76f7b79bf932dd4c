import { DataError } from '../errors.ts'
import { MAX_LINE, readLines } from './read-lines.ts'
import type { Row, Table } from './table.ts'

/** Lines whose keys are taken for the columns of the file. */
const SAMPLE_LINES = 1000

type Json = Record<string, unknown>

/** JSON Lines: one object a line. Fields of nested objects are columns with dotted names (`product.id`). */
export async function openJsonLines(path: string, onBytes?: (bytes: number) => void): Promise<Table> {
  const columns = new Set<string>()
  for await (const lines of readLines(path)) {
    if (
      lines
        .find((text) => text.trim() !== '')
        ?.trimStart()
        .startsWith('[')
    )
      throw new DataError(`${path} is one JSON array; write one object a line instead (jq -c '.[]')`)
    for (const text of lines.slice(0, SAMPLE_LINES)) {
      const object = parseObject(text)
      if (typeof object !== 'string') addColumns(object, '', columns)
    }
    break
  }
  return {
    path,
    columns: [...columns],
    async *rows(wanted) {
      const paths = wanted.map((name) => name.split('.'))
      let line = 0
      for await (const lines of readLines(path, onBytes)) {
        const rows: Row[] = []
        for (const text of lines) {
          line++
          if (text.trim() === '') continue
          const object = parseObject(text)
          if (typeof object === 'string') rows.push({ line, fields: null, problem: object, text })
          else rows.push({ line, fields: wanted.map((name, i) => valueAt(object, name, paths[i])), text })
        }
        yield rows
      }
    },
  }
}

/** The object, or what is wrong with the line. */
function parseObject(text: string): Json | string {
  if (text.length > MAX_LINE) return 'longer than 1,048,576 characters'
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
    return 'not a JSON object'
  } catch {
    return 'not valid JSON'
  }
}

function addColumns(object: Json, prefix: string, columns: Set<string>): void {
  for (const [key, value] of Object.entries(object)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      addColumns(value as Json, `${prefix}${key}.`, columns)
    else columns.add(prefix + key)
  }
}

function valueAt(object: Json, name: string, path: readonly string[]): string | null {
  let value: unknown = Object.hasOwn(object, name) ? object[name] : undefined
  if (value === undefined && path.length > 1) {
    value = object
    for (const key of path)
      value =
        typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Json)[key] : undefined
  }
  if (value === undefined || value === null) return null
  if (Array.isArray(value)) return value.map(String).join('>')
  // An object is no value: its fields are columns of their own.
  return typeof value === 'object' ? null : String(value)
}
