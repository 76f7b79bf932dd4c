import type { Catalogue } from '@penchant/protocol'
import type { DatasetSequence } from '../dataset-sequence.ts'
import { DataError } from '../errors.ts'
import { readLines } from '../prepare/read-lines.ts'
import { sessionLine } from '../prepare/session-line.ts'
import type { Query } from '../targets.ts'
import { UNKNOWN } from './target-ranks.ts'

/**
 * The session papers' protocol: every prefix of every line, of length ≥ 1, asks for the next item.
 * Items without a row are missing from the history, and count as misses where they are the target.
 * @throws DataError when the file cannot be read, or has a line that is no session: left out, it would flatter
 */
export async function* prefixQueries(path: string, catalogue: Catalogue): AsyncGenerator<Query> {
  let line = 0
  for await (const lines of readLines(path)) {
    for (const text of lines) {
      line++
      if (text.trim() === '') continue
      const items = sessionLine(text)
      if (typeof items === 'string') throw new DataError(`--sessions ${path}, line ${line}: ${items}`)
      const rows = items.map((item) => catalogue.row(item) || UNKNOWN)
      const sequence = toSequence(
        line,
        rows.filter((row) => row !== UNKNOWN),
      )
      for (let i = 1, end = rows[0] === UNKNOWN ? 0 : 1; i < rows.length; i++) {
        // A prefix of unknown items alone is still a question, though nobody can do more than guess.
        yield { sequence, end, targets: [rows[i]] }
        if (rows[i] !== UNKNOWN) end++
      }
    }
  }
}

function toSequence(id: number, known: number[]): DatasetSequence {
  const count = known.length
  return {
    id,
    rows: Int32Array.from(known),
    events: new Uint8Array(count).fill(1),
    sessions: new Int32Array(count),
    gaps: new Float32Array(count).fill(Number.NaN),
    dwells: new Float32Array(count).fill(Number.NaN),
    times: new Float64Array(count).fill(Number.NaN),
    targets: new Uint8Array(count).fill(1),
    context: {},
  }
}
