import { DataError } from '../errors.ts'
import { MAX_LINE, readLines } from './read-lines.ts'
import type { Row, Table } from './table.ts'

type Parsed = { fields: string[] } | { problem: string; open: boolean }

/**
 * CSV or TSV with a header line, RFC 4180: a field that begins with a quote ends with one and may
 * hold delimiters, doubled quotes and line breaks. In a file delimited by tabs a quote that does not
 * pair is an ordinary character, since most such files are written without quoting.
 */
export async function openDelimited(path: string, onBytes?: (bytes: number) => void): Promise<Table> {
  const header = await firstLine(path)
  const delimiter = /\.(tsv|tab)(\.gz)?$/i.test(path) ? '\t' : likelyDelimiter(header)
  const parsed = parseRecord(header, delimiter)
  const columns = ('fields' in parsed ? parsed.fields : header.split(delimiter)).map((name) => name.trim())

  return {
    path,
    columns,
    async *rows(wanted) {
      const places = wanted.map((name) => columns.indexOf(name))
      const reader = recordReader(delimiter, columns.length, places)
      let skipHeader = true
      for await (const lines of readLines(path, onBytes)) {
        if (skipHeader) {
          lines.shift()
          skipHeader = false
        }
        yield reader.read(lines)
      }
      yield reader.end()
    },
  }
}

async function firstLine(path: string): Promise<string> {
  for await (const lines of readLines(path)) {
    if (lines[0].trim() === '') break
    return lines[0]
  }
  throw new DataError(`${path}: the first line is empty; it has to name the columns`)
}

function likelyDelimiter(header: string): string {
  const count = (delimiter: string): number => header.split(delimiter).length
  return [',', '\t', ';', '|'].reduce((best, next) => (count(next) > count(best) ? next : best))
}

/** Takes lines apart into rows; a record that is still open at the end of a batch waits for the next. */
function recordReader(delimiter: string, width: number, places: readonly number[]) {
  let line = 1
  let pending: string[] = []

  const row = (text: string, fields: string[], lines: number): Row => {
    const start = line + 1
    line += lines
    if (fields.length !== width)
      return { line: start, fields: null, problem: `${fields.length} fields, the header names ${width}`, text }
    const picked = new Array<string | null>(places.length)
    for (let i = 0; i < places.length; i++) picked[i] = fields[places[i]] ?? null
    return { line: start, fields: picked, text }
  }

  const read = (lines: string[], ended = false): Row[] => {
    const rows: Row[] = []
    // A stack, so that the lines of a record that never closes are read again, each for itself.
    const queue = pending.length > 0 ? [...pending, ...lines].reverse() : lines.reverse()
    pending = []
    while (queue.length > 0) {
      const first = queue.pop()!
      if (first === '') {
        line++
        continue
      }
      if (first.length > MAX_LINE) {
        rows.push({ line: ++line, fields: null, problem: 'longer than 1,048,576 characters', text: first })
        continue
      }
      if (!first.includes('"')) {
        rows.push(row(first, first.split(delimiter), 1))
        continue
      }
      let text = first
      let parsed = parseRecord(text, delimiter)
      const taken = [first]
      while ('open' in parsed && parsed.open && queue.length > 0 && text.length <= MAX_LINE) {
        const next = queue.pop()!
        taken.push(next)
        text += `\n${next}`
        if (next.includes('"')) parsed = parseRecord(text, delimiter)
      }
      if ('fields' in parsed) {
        rows.push(row(text, parsed.fields, taken.length))
        continue
      }
      const mayClose = parsed.open && text.length <= MAX_LINE
      if (mayClose && !ended) {
        pending = taken
        break
      }
      for (let i = taken.length - 1; i > 0; i--) queue.push(taken[i])
      if (delimiter === '\t') rows.push(row(first, first.split(delimiter), 1))
      else rows.push({ line: ++line, fields: null, problem: parsed.problem, text: first })
    }
    return rows
  }

  return { read: (lines: string[]) => read(lines), end: () => read([], true) }
}

function parseRecord(text: string, delimiter: string): Parsed {
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at)
      if (end < 0) {
        fields.push(text.slice(at))
        return { fields }
      }
      fields.push(text.slice(at, end))
      at = end + 1
      continue
    }
    let close = text.indexOf('"', at + 1)
    while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
    if (close < 0) return { problem: 'a quote is never closed', open: true }
    fields.push(text.slice(at + 1, close).replaceAll('""', '"'))
    if (close + 1 === text.length) return { fields }
    if (text[close + 1] !== delimiter) return { problem: 'text follows a closing quote', open: false }
    at = close + 2
  }
}
