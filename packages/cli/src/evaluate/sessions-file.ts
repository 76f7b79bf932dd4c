import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import type { DatasetSequence } from '../dataset.ts'
import { DataError } from '../errors.ts'
import type { Query } from '../targets.ts'
import { UNKNOWN } from './target-ranks.ts'

/**
 * The session papers' protocol: every prefix of every line, of length ≥ 1, asks for the next item.
 * Items without a row are missing from the history, and count as misses where they are the target.
 * @throws DataError when the file cannot be read
 */
export async function* prefixQueries(path: string, rowOf: Map<string, number>): AsyncGenerator<Query> {
  const file = createReadStream(path)
  const opened = new Promise((resolve, reject) => file.once('open', resolve).once('error', reject))
  await opened.catch((error: Error) => {
    throw new DataError(`--sessions ${path} cannot be read (${error.message})`)
  })
  const lines = createInterface({ input: path.endsWith('.gz') ? file.pipe(createGunzip()) : file, crlfDelay: Infinity })
  let id = 0
  for await (const line of lines) {
    const items = line.split(/[\s,]+/).filter(Boolean)
    const rows = items.map((item) => rowOf.get(item))
    const known = rows.filter((row) => row !== undefined)
    const sequence = toSequence(id++, known)
    for (let i = 1, end = rows[0] === undefined ? 0 : 1; i < rows.length; i++) {
      // A prefix of unknown items alone is still a question, though nobody can do more than guess.
      yield { sequence, end, targets: [rows[i] ?? UNKNOWN] }
      if (rows[i] !== undefined) end++
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
