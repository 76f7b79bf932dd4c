import { statSync } from 'node:fs'
import { type DuckDBConnection, DuckDBDataChunk, INTEGER, UINTEGER } from '@duckdb/node-api'
import type { Output } from '../output.ts'
import { EXCLUDED, type ItemIds } from './item-ids.ts'
import { readLines } from './read-lines.ts'
import type { RejectedRows } from './rejected-rows.ts'
import { sessionLine } from './session-line.ts'

const CHUNK_ROWS = 2048

export interface SessionsRead {
  /** Lines that became sequences, numbered in the order of the files. */
  sequences: number
  kept: number
  excluded: number
}

/**
 * Reads files with one session a line, items with blanks or commas between them, into the table
 * `visits (sequence, item, place)`. May be called again: numbers go on.
 */
export async function readSessions(
  files: readonly string[],
  firstSequence: number,
  items: ItemIds,
  connection: DuckDBConnection,
  rejected: RejectedRows,
  output: Output,
): Promise<SessionsRead> {
  await connection.run('CREATE TABLE IF NOT EXISTS visits (sequence INTEGER, item INTEGER, place UINTEGER)')
  const appender = await connection.createAppender('visits')
  const chunk = DuckDBDataChunk.create([INTEGER, INTEGER, UINTEGER], CHUNK_ROWS)
  const [sequences, itemNumbers, places] = [0, 1, 2].map((i) => chunk.getColumnVector(i))
  const read: SessionsRead = { sequences: 0, kept: 0, excluded: 0 }
  let filled = 0
  const flush = (): void => {
    if (filled === 0) return
    for (const vector of [sequences, itemNumbers, places]) vector.flush()
    chunk.rowCount = filled
    appender.appendDataChunk(chunk)
    filled = 0
  }

  const progress = output.progress(
    'reading',
    files.reduce((sum, file) => sum + statSync(file).size, 0),
  )
  let done = 0
  try {
    for (const file of files) {
      let line = 0
      const counted = (bytes: number): void => {
        done += bytes
      }
      for await (const lines of readLines(file, counted)) {
        for (const text of lines) {
          line++
          rejected.rows++
          const ids = sessionLine(text)
          if (typeof ids === 'string') {
            rejected.add(file, line, ids, text)
            continue
          }
          ids.forEach((id, place) => {
            const item = items.number(id)
            if (item === EXCLUDED) {
              read.excluded++
              return
            }
            sequences.setItem(filled, firstSequence + read.sequences)
            itemNumbers.setItem(filled, item)
            places.setItem(filled, place)
            read.kept++
            if (++filled === CHUNK_ROWS) flush()
          })
          read.sequences++
        }
        progress.update(done, `${read.sequences} sessions`)
      }
    }
  } finally {
    progress.stop()
  }
  flush()
  appender.closeSync()
  rejected.check()
  return read
}
