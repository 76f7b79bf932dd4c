import {
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  FLOAT,
  INTEGER,
  UBIGINT,
  UINTEGER,
  USMALLINT,
  UTINYINT,
} from '@duckdb/node-api'

/** DuckDB's own vector size: one chunk of the appender. */
const CHUNK_ROWS = 2048

/** One accepted row of the events. */
export interface EventRecord {
  /** Hashes; `visitor` is the session's where the data name no visitor. */
  visitor: bigint
  session: bigint | null
  /** Number of the item in order of first appearance, from 0. */
  item: number
  event: number
  /** Seconds since the epoch. */
  time: number
  price: number | null
  /** A recommendation led here. */
  recommended: boolean
  /** One code a context column, 0 for unknown. */
  context: readonly number[]
}

export interface EventTable {
  /** Rows appended so far. */
  readonly rows: number
  append(record: EventRecord): void
  close(): void
}

/** Creates `events` and appends to it; column `place` is the order of arrival, which breaks ties of the clock. */
export async function createEventTable(connection: DuckDBConnection, contexts: number): Promise<EventTable> {
  const contextColumns = Array.from({ length: contexts }, (_, i) => `, c${i} USMALLINT`).join('')
  await connection.run(
    `CREATE TABLE events (visitor UBIGINT, session UBIGINT, item INTEGER, event UTINYINT, time DOUBLE, price FLOAT, recommended BOOLEAN, place UINTEGER${contextColumns})`,
  )
  const appender = await connection.createAppender('events')
  const types = [
    UBIGINT,
    UBIGINT,
    INTEGER,
    UTINYINT,
    DOUBLE,
    FLOAT,
    BOOLEAN,
    UINTEGER,
    ...new Array(contexts).fill(USMALLINT),
  ]
  const chunk = DuckDBDataChunk.create(types, CHUNK_ROWS)
  const vectors = types.map((_, i) => chunk.getColumnVector(i))
  const [visitors, sessions, items, events, times, prices, recommended, places, ...codes] = vectors
  let filled = 0
  let rows = 0

  const flush = (): void => {
    if (filled === 0) return
    for (const vector of vectors) vector.flush()
    chunk.rowCount = filled
    appender.appendDataChunk(chunk)
    filled = 0
  }
  return {
    get rows() {
      return rows
    },
    append(record) {
      visitors.setItem(filled, record.visitor)
      sessions.setItem(filled, record.session)
      items.setItem(filled, record.item)
      events.setItem(filled, record.event)
      times.setItem(filled, record.time)
      prices.setItem(filled, record.price)
      recommended.setItem(filled, record.recommended)
      places.setItem(filled, rows)
      for (let i = 0; i < contexts; i++) codes[i].setItem(filled, record.context[i])
      rows++
      if (++filled === CHUNK_ROWS) flush()
    },
    close() {
      flush()
      appender.closeSync()
    },
  }
}
