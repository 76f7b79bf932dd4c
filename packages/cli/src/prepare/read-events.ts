import { statSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { eventIndex, LIMITS } from '@penchant/protocol'
import { UsageError } from '../errors.ts'
import type { Output } from '../output.ts'
import { type ColumnMap, checkColumns, completeMap, describeColumns, describeMap, EVENT_COLUMNS } from './column-map.ts'
import { type ContextCodes, contextCodes } from './context-codes.ts'
import { type EventNames, NO_STEP } from './event-names.ts'
import { createEventTable, type EventRecord } from './event-table.ts'
import { detectTimeFormat, type TimeFormat } from './event-time.ts'
import { fieldText } from './field-text.ts'
import { EXCLUDED, type ItemIds, MAX_ID_LENGTH } from './item-ids.ts'
import { openTable } from './open-table.ts'
import type { RejectedRows } from './rejected-rows.ts'
import type { Row } from './table.ts'
import { textHash } from './text-hash.ts'

const PURCHASE = eventIndex('purchase')
const REFUND = eventIndex('refund')

export interface ReadEventsOptions {
  files: readonly string[]
  map: ColumnMap
  names: EventNames
  /** What a row is where the data name no event. */
  defaultEvent: 'view_item' | 'purchase'
  seed: number
}

export interface EventsRead {
  /** Whether the data name visitors, else each session is a sequence of its own. */
  visitors: boolean
  sessions: boolean
  prices: boolean
  /** Whether the data say what recommendations led to. */
  recommendations: boolean
  contexts: ContextCodes[]
  kept: number
  ignored: number
  excluded: number
}

/** Reads all files into the table `events`; rows that cannot be used go to `rejected`. */
export async function readEvents(
  { files, map: given, names, defaultEvent, seed }: ReadEventsOptions,
  items: ItemIds,
  connection: DuckDBConnection,
  rejected: RejectedRows,
  output: Output,
): Promise<EventsRead> {
  const first = await openTable(files[0], connection)
  const map = completeMap('--map', given, EVENT_COLUMNS, files[0], first.columns)
  checkMap(map, files[0], first.columns)
  output.line(`columns: ${describeMap(map)}`)

  const columns = [...map.keys()]
  const contexts = columns.filter((name) => name.startsWith('context.')).map((name) => contextCodes(name.slice(8)))
  if (contexts.length > LIMITS.contextFields)
    throw new UsageError(
      `--map names ${contexts.length} context columns, and a model goes by ${LIMITS.contextFields} at most; leave out those that say least`,
    )
  const events = await createEventTable(connection, contexts.length)
  const read = createEventReader(columns, names, contexts, { defaultEvent, seed }, items)
  const counts = { ignored: 0, excluded: 0 }

  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0)
  const progress = output.progress('reading', bytes)
  let done = 0
  try {
    for (const file of files) {
      const table = await openTable(file, connection, (count) => {
        done += count
      })
      checkColumns(map, file, table.columns)
      let time: TimeFormat | undefined
      for await (const rows of table.rows([...map.values()])) {
        if (!time && rows.length > 0) {
          time = detectTimeFormat(file, map.get('time')!, sampleOf(rows, columns.indexOf('time')))
          output.line(`${file}: time is in ${time.name}`)
        }
        for (const row of rows) {
          rejected.rows++
          const result = row.fields ? read(row.fields, time!) : row.problem!
          if (typeof result !== 'string') events.append(result)
          else if (result === 'ignored' || result === 'excluded') counts[result]++
          else rejected.add(file, row.line, result, row.text || JSON.stringify(row.fields))
        }
        progress.update(done, `${events.rows} rows`)
      }
    }
  } finally {
    progress.stop()
  }
  events.close()
  rejected.check()
  if (map.has('event')) output.line(`events: ${names.describe()}`)
  else output.line(`events: no column names them; every row counts as ${defaultEvent}`)
  return {
    visitors: map.has('visitor'),
    sessions: map.has('session'),
    prices: map.has('price'),
    recommendations: map.has('recommendation'),
    contexts,
    kept: events.rows,
    ...counts,
  }
}

function checkMap(map: ColumnMap, path: string, columns: readonly string[]): void {
  const missing = (what: string, name: string): UsageError =>
    new UsageError(`${path} has no column for ${what}; name it with --map ${name}=COLUMN (${describeColumns(columns)})`)
  if (!map.has('item')) throw missing('the item', 'item')
  if (!map.has('time')) throw missing('the time', 'time')
  if (!map.has('visitor') && !map.has('session')) throw missing('the visitor (or the session)', 'visitor')
}

function sampleOf(rows: readonly Row[], time: number): string[] {
  return rows.slice(0, 1000).flatMap((row) => (row.fields ? [fieldText(row.fields[time])] : []))
}

/** A function from the fields of a row to its record, to `ignored` or `excluded`, or to what is wrong with it. */
function createEventReader(
  columns: readonly string[],
  names: EventNames,
  contexts: readonly ContextCodes[],
  { defaultEvent, seed }: { defaultEvent: 'view_item' | 'purchase'; seed: number },
  items: ItemIds,
) {
  const place = (name: string): number => columns.indexOf(name)
  const [timeAt, visitorAt, sessionAt, itemAt] = ['time', 'visitor', 'session', 'item'].map(place)
  const [eventAt, quantityAt, priceAt, recommendationAt] = ['event', 'quantity', 'price', 'recommendation'].map(place)
  const contextAt = contexts.map(({ name }) => place(`context.${name}`))
  const hash = textHash(seed)
  const fallback = eventIndex(defaultEvent)

  return (fields: readonly (string | null)[], format: TimeFormat): EventRecord | string => {
    let event = eventAt < 0 ? fallback : names.index(fieldText(fields[eventAt]))
    if (event === NO_STEP) return 'ignored'

    const timeText = fieldText(fields[timeAt])
    const time = format.parse(timeText)
    if (Number.isNaN(time)) return `time "${timeText.slice(0, 40)}" is not ${format.name}`

    const itemId = fieldText(fields[itemAt])
    if (itemId === '') return 'item is empty'
    const visitorId = visitorAt < 0 ? '' : fieldText(fields[visitorAt])
    const sessionId = sessionAt < 0 ? '' : fieldText(fields[sessionAt])
    if (sessionAt >= 0 && sessionId === '') return 'session is empty'
    if (sessionAt < 0 && visitorId === '') return 'visitor is empty'
    if (itemId.includes('\uFFFD') || visitorId.includes('\uFFFD') || sessionId.includes('\uFFFD'))
      return 'an id is not UTF-8 text'
    if (itemId.length > MAX_ID_LENGTH || visitorId.length > MAX_ID_LENGTH || sessionId.length > MAX_ID_LENGTH)
      return `an id is longer than ${MAX_ID_LENGTH} characters`

    const quantity = quantityAt < 0 ? 1 : numberOf(fields[quantityAt])
    if (Number.isNaN(quantity)) return `quantity "${fieldText(fields[quantityAt]).slice(0, 40)}" is no number`
    if (event === PURCHASE && quantity !== null && quantity < 0) event = REFUND
    const price = priceAt < 0 ? null : numberOf(fields[priceAt])
    // Prices are kept in single precision, whose largest number is 3.4e38.
    if (price !== null && !Number.isFinite(Math.fround(price)))
      return `price "${fieldText(fields[priceAt]).slice(0, 40)}" is no number, or too large a one`

    const item = items.number(itemId)
    if (item === EXCLUDED) return 'excluded'
    const session = sessionAt < 0 ? null : hash(`s${sessionId}`)
    return {
      // Somebody without a name is known by the session.
      visitor: visitorId === '' ? session! : hash(`v${visitorId}`),
      session,
      item,
      event,
      time,
      price,
      recommended: recommendationAt >= 0 && isThere(fieldText(fields[recommendationAt])),
      context: contextAt.map((at, i) => contexts[i].code(fieldText(fields[at]))),
    }
  }
}

/** A column of ids, or of yes and no. */
function isThere(text: string): boolean {
  return !['', '0', 'false', 'no', 'null'].includes(text.toLowerCase())
}

/** `null` where there is nothing, NaN where there is no number. */
function numberOf(field: string | null): number | null {
  const text = fieldText(field)
  if (text === '') return null
  const value = Number(text)
  return Number.isFinite(value) ? value : Number.NaN
}
