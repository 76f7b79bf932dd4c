import { type DuckDBConnection, DuckDBDataChunk, INTEGER } from '@duckdb/node-api'
import { DataError } from '../errors.ts'
import type { Periods } from './split-periods.ts'

export interface Vocabulary {
  /** Numbers of the items that have a row, in the order of the rows: entry `i` is row `i + 1`. */
  items: Int32Array
  /** Their interactions in train. */
  support: Int32Array
  belowSupport: number
  unknownItems: number
}

/**
 * Gives a row to every item with enough interactions in train, most frequent first and, among equals,
 * first come first; writes them to the table `vocabulary (item, row)`. Items that only appear later
 * get none: a model cannot score what it has never seen, so their interactions are dropped and counted.
 */
export async function buildVocabulary(
  connection: DuckDBConnection,
  { period, crossing }: Periods,
  minSupport: number,
): Promise<Vocabulary> {
  const result = await connection.runAndReadAll(`
    SELECT item, CAST(count(*) FILTER (${period} = 0 AND NOT ${crossing}) AS INTEGER) AS support, CAST(count(*) AS INTEGER)
    FROM interactions GROUP BY item ORDER BY support DESC, item`)
  const [items, supports, totals] = result.getColumns() as number[][]
  let size = 0
  while (size < items.length && supports[size] >= minSupport) size++
  if (!supports[0])
    throw new DataError(
      `no interaction falls into the train split: validation and test begin before all ${totals.reduce((sum, n) => sum + n, 0)} of them; lower --validation and --test (dates: later ones), or give more events`,
    )
  if (size === 0)
    throw new DataError(
      `no item has ${minSupport} interactions in the train split (the most frequent has ${supports[0]}); lower --min-support or give more events`,
    )
  let belowSupport = 0
  let unknownItems = 0
  for (let i = size; i < items.length; i++) {
    if (supports[i] > 0) belowSupport += totals[i]
    else unknownItems += totals[i]
  }

  await connection.run('CREATE TABLE vocabulary (item INTEGER, row INTEGER)')
  const appender = await connection.createAppender('vocabulary')
  for (let from = 0; from < size; from += 2048) {
    const page = items.slice(from, Math.min(from + 2048, size))
    const chunk = DuckDBDataChunk.create([INTEGER, INTEGER])
    chunk.setColumns([page, page.map((_, i) => from + i + 1)])
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
  return {
    items: Int32Array.from(items.slice(0, size)),
    support: Int32Array.from(supports.slice(0, size)),
    belowSupport,
    unknownItems,
  }
}
