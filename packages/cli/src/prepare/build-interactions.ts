import type { DuckDBConnection } from '@duckdb/node-api'
import type { Output } from '../output.ts'

/** Rows that are sorted at a time, which bounds the memory of the window functions. */
const BUCKET_ROWS = 1_000_000

export interface BuildOptions {
  rows: number
  contexts: number
  /** Whether rows carry a session of their own; otherwise a gap ends one. */
  sessions: boolean
  sessionGapSeconds: number
  /** Share of visitors held out, by their hash. */
  heldOut: number
}

/**
 * Turns `events` into `interactions (sequence, session, start, held, item, event, time, place,
 * recommended, c0…)`
 * and drops it. A sequence is a visitor; its sessions are numbered from 1 in the order in which they
 * begin, `start` being when. Sequences are numbered by the visitors' hashes, so that neighbours in the
 * shards have nothing in common.
 */
export async function buildInteractions(
  connection: DuckDBConnection,
  { rows, contexts, sessions, sessionGapSeconds, heldOut }: BuildOptions,
  output: Output,
): Promise<void> {
  const codes = `, recommended${Array.from({ length: contexts }, (_, i) => `, c${i}`).join('')}`
  await connection.run(`CREATE TABLE visitors AS
    SELECT visitor, CAST(row_number() OVER (ORDER BY visitor) - 1 AS INTEGER) AS sequence FROM (SELECT DISTINCT visitor FROM events)`)
  await connection.run(`CREATE TABLE interactions (sequence INTEGER, session INTEGER, start DOUBLE, held BOOLEAN,
    item INTEGER, event UTINYINT, time DOUBLE, place UINTEGER${codes.replace(/c\d+/g, '$& USMALLINT').replace('recommended', '$& BOOLEAN')})`)

  const buckets = Math.max(1, Math.ceil(rows / BUCKET_ROWS))
  const limit = BigInt(Math.round(heldOut * 2 ** 32)) << 32n
  const progress = output.progress('sessions', buckets)
  try {
    for (let bucket = 0; bucket < buckets; bucket++) {
      const rowsOfBucket = `SELECT sequence, visitor < ${limit} AS held, e.session AS given, item, event, time, place${codes}
        FROM events e JOIN visitors USING (visitor) WHERE visitor % ${buckets} = ${bucket}`
      await connection.run(
        `INSERT INTO interactions ${sessions ? numberGiven(rowsOfBucket, codes) : numberByGap(rowsOfBucket, codes, sessionGapSeconds)}`,
      )
      progress.update(bucket + 1)
    }
  } finally {
    progress.stop()
  }
  await connection.run('DROP TABLE events')
  await connection.run('DROP TABLE visitors')
}

/** One window order for all steps, so that a bucket is sorted once. */
function numberByGap(rows: string, codes: string, gap: number): string {
  return `
    WITH rows AS (${rows}),
    marked AS (SELECT *, coalesce(time - lag(time) OVER history > ${gap}, true) AS begins
      FROM rows WINDOW history AS (PARTITION BY sequence ORDER BY time, place))
    SELECT sequence, CAST(count(*) FILTER (begins) OVER history AS INTEGER), max(time) FILTER (begins) OVER history,
      held, item, event, time, place${codes}
    FROM marked WINDOW history AS (PARTITION BY sequence ORDER BY time, place)`
}

function numberGiven(rows: string, codes: string): string {
  return `
    WITH rows AS (${rows}),
    begun AS (SELECT sequence, given, min(time) AS start, min(place) AS first FROM rows GROUP BY ALL),
    numbered AS (SELECT sequence, given, start,
      CAST(row_number() OVER (PARTITION BY sequence ORDER BY start, first) AS INTEGER) AS session FROM begun)
    SELECT sequence, session, start, held, item, event, time, place${codes} FROM rows JOIN numbered USING (sequence, given)`
}
