import { rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { atomicFolder } from '../atomic-folder.ts'
import { DATASET_VERSION, type DatasetAudit, type DatasetDescription } from '../dataset-description.ts'
import { DataError } from '../errors.ts'
import type { Output } from '../output.ts'
import { auditVisitors } from './audit-visitors.ts'
import { buildInteractions } from './build-interactions.ts'
import { buildVocabulary, type Vocabulary } from './build-vocabulary.ts'
import type { ColumnMap } from './column-map.ts'
import { type ContextCodes, MAX_CODES } from './context-codes.ts'
import type { EventNames } from './event-names.ts'
import type { Exclusions } from './exclusions.ts'
import { inputFiles } from './input-files.ts'
import { isSimulated } from './is-simulated.ts'
import { type ItemIds, itemIds } from './item-ids.ts'
import { readEvents } from './read-events.ts'
import { type Catalogue, readCatalogue } from './read-items.ts'
import { readSessions } from './read-sessions.ts'
import { type RejectedRows, rejectedRows } from './rejected-rows.ts'
import { type Periods, periodsByOrder, periodsByTime, type SplitRule } from './split-periods.ts'
import { writeItems } from './write-items.ts'
import { type ContextColumn, SHARD_INTERACTIONS, writeShards } from './write-shards.ts'

export interface EventsInput {
  events: readonly string[]
  map: ColumnMap
  names: EventNames
  baskets: boolean
  sessionGapMinutes: number
  split: SplitRule
  heldOutVisitors: number
  /** Leaves out who is no person. */
  audit: boolean
}

export interface SessionsInput {
  sessions: readonly string[]
  testSessions: readonly string[]
  validationShare: number
}

export interface PrepareOptions {
  out: string
  input: EventsInput | SessionsInput
  items?: { file: string; map: ColumnMap; categorySeparator: string | null }
  exclusions: Exclusions
  minSupport: number
  minLength: number
  maxRejected: number
  memoryLimit: string
  seed: number
  name?: string
  synthetic: boolean
  consentBasis: string
  /** How large a shard is meant to be; `SHARD_INTERACTIONS` where absent. */
  shardInteractions?: number
}

/** What the inputs have become: rows in `interactions`, and how to split them. */
interface Loaded {
  periods: Periods
  clock: boolean
  simulated: boolean
  contexts: ContextCodes[]
  kept: number
  ignored: number
  excluded: number
  audit: DatasetAudit | null
  recommendations: boolean
  sessionGapMinutes: number | null
  price: (item: number) => number | undefined
}

/** Writes the dataset folder `out`; returns what its `dataset.json` says. */
export async function prepareDataset(options: PrepareOptions, output: Output): Promise<DatasetDescription> {
  const target = resolve(options.out)
  return atomicFolder(target, { marker: 'dataset.json' }, async (folder) => {
    const kept = `${target}.rejected.jsonl`
    rmSync(kept, { force: true })
    const rejectedEvents = rejectedRows(join(folder, 'rejected.jsonl'), kept, options.maxRejected)
    const spill = join(folder, '.spill')
    // In memory, and on the disk beyond the limit: a database file would wait for the disk at every step.
    const database = await DuckDBInstance.create(':memory:', {
      memory_limit: options.memoryLimit,
      temp_directory: spill,
    })
    const connection = await database.connect()
    try {
      return await prepareIn(folder, target, options, connection, rejectedEvents, output)
    } catch (error) {
      throw outOfMemory(error, options.memoryLimit)
    } finally {
      connection.closeSync()
      database.closeSync()
      rejectedEvents.close()
      rmSync(spill, { recursive: true, force: true })
    }
  })
}

async function prepareIn(
  folder: string,
  target: string,
  options: PrepareOptions,
  connection: DuckDBConnection,
  rejected: RejectedRows,
  output: Output,
): Promise<DatasetDescription> {
  const { input, minSupport, minLength, seed } = options
  const catalogue = await loadCatalogue(options, connection, rejected, output)
  // Shares are of one kind of row each: a few bad items must not hide among millions of events.
  const rejectedItems = rejected.count
  rejected.startOver()
  const ids = itemIds(catalogue.excluded)
  const loaded =
    'events' in input
      ? await loadEvents(input, seed, join(folder, 'audited.jsonl'), ids, connection, rejected, output)
      : await loadSessions(input, ids, connection, rejected, output)
  const { periods } = loaded
  const audited = loaded.audit?.interactions ?? 0
  const left = loaded.kept - audited
  const vocabulary = await buildVocabulary(connection, periods, minSupport)
  if (options.items) checkCatalogue(options.items.file, catalogue, vocabulary, ids, output)
  const contexts = await Promise.all(loaded.contexts.map((codes, i) => frequentValues(connection, codes, i)))
  const { shardInteractions = SHARD_INTERACTIONS } = options
  const written = await writeShards(
    connection,
    folder,
    { periods, minLength, contexts, recommendations: loaded.recommendations, shardInteractions },
    output,
  )
  if (written.shards.train.length === 0)
    throw new DataError(
      `no train sequence has ${minLength} interactions; lower --min-length or --min-support, or give more events`,
    )
  await writeItems(join(folder, 'items.jsonl'), vocabulary, ids.ids, (id) => catalogue.items.get(id), loaded.price)

  const crossing = await count(
    connection,
    `SELECT count(*) FROM interactions SEMI JOIN vocabulary USING (item) WHERE ${periods.crossing}`,
  )
  const { belowSupport, unknownItems } = vocabulary
  const description: DatasetDescription = {
    formatVersion: DATASET_VERSION,
    name: options.name ?? basename(target),
    synthetic: options.synthetic || loaded.simulated,
    task: 'events' in input && input.baskets ? 'next-basket' : 'next-item',
    clock: loaded.clock,
    counts: {
      rows: rejected.count + loaded.ignored + loaded.excluded + loaded.kept,
      rejected: rejected.count,
      rejectedItems,
      ignored: loaded.ignored,
      excluded: loaded.excluded,
      audited,
      kept: left,
      belowSupport,
      unknownItems,
      tooShort: left - belowSupport - unknownItems - crossing - written.interactions,
      crossing,
      interactions: written.interactions,
      sequences: written.sequences,
      sessions: written.sessions,
      items: vocabulary.items.length,
    },
    audit: loaded.audit,
    split: periods.split,
    sessionGapMinutes: loaded.sessionGapMinutes,
    minSupport,
    minLength,
    seed,
    recommendations: loaded.recommendations,
    contextColumns: contexts.map(({ name }) => name),
    contextValues: Object.fromEntries(contexts.map(({ name, values }) => [name, values])),
    itemFields: catalogue.fields,
    consentBasis: options.consentBasis,
    shards: written.shards,
  }
  writeFileSync(join(folder, 'dataset.json'), `${JSON.stringify(description, null, 2)}\n`)
  return description
}

async function loadCatalogue(
  { items, exclusions }: PrepareOptions,
  connection: DuckDBConnection,
  rejected: RejectedRows,
  output: Output,
): Promise<Catalogue> {
  if (!items) return { items: new Map(), excluded: (id) => exclusions.ids.has(id), fields: [] }
  const [file] = await inputFiles('--items', [items.file], connection)
  return readCatalogue({ ...items, file, exclusions }, connection, rejected, output)
}

/** Items that the catalogue does not name are nothing odd; where it names none, its ids are of another kind. */
function checkCatalogue(
  file: string,
  { items }: Catalogue,
  vocabulary: Vocabulary,
  { ids }: ItemIds,
  output: Output,
): void {
  const missing = Array.from(vocabulary.items, (number) => ids[number]).filter((id) => !items.has(id))
  if (missing.length === 0) return
  if (missing.length === vocabulary.items.length) {
    const [first] = items.keys()
    const found = first === undefined ? 'it has no item at all' : `its ids are such as "${first}"`
    throw new DataError(
      `${file} has none of the ${missing.length} items that are learnt: ${found}, and those learnt such as "${missing[0]}"; name the right column with --map-items id=COLUMN`,
    )
  }
  output.line(`items: ${missing.length} of ${vocabulary.items.length} items have no line in ${file}`)
}

async function loadEvents(
  input: EventsInput,
  seed: number,
  auditReport: string,
  ids: ItemIds,
  connection: DuckDBConnection,
  rejected: RejectedRows,
  output: Output,
): Promise<Loaded> {
  const files = await inputFiles('--events', input.events, connection)
  const read = await readEvents(
    { files, map: input.map, names: input.names, defaultEvent: input.baskets ? 'purchase' : 'view_item', seed },
    ids,
    connection,
    rejected,
    output,
  )
  checkKept(read)
  const prices = new Map<number, number>()
  if (read.prices) {
    const result = await connection.runAndReadAll(
      'SELECT item, CAST(median(price) AS DOUBLE) FROM events WHERE price > 0 GROUP BY item',
    )
    for (const [item, price] of result.getRows() as number[][]) prices.set(item, Number(price.toFixed(2)))
  }
  // From here on every result that has an order asks for it.
  await connection.run('SET preserve_insertion_order = false')
  await buildInteractions(
    connection,
    {
      rows: read.kept,
      contexts: read.contexts.length,
      sessions: read.sessions,
      sessionGapSeconds: input.sessionGapMinutes * 60,
      heldOut: read.visitors ? input.heldOutVisitors : 0,
    },
    output,
  )
  const audit = input.audit ? await auditVisitors(connection, auditReport, output) : null
  return {
    ...read,
    audit,
    periods: await periodsByTime(connection, input.split),
    clock: true,
    simulated: files.some(isSimulated),
    sessionGapMinutes: read.sessions ? null : input.sessionGapMinutes,
    price: (item) => prices.get(item),
  }
}

async function loadSessions(
  input: SessionsInput,
  ids: ItemIds,
  connection: DuckDBConnection,
  rejected: RejectedRows,
  output: Output,
): Promise<Loaded> {
  const files = await inputFiles('--sessions', input.sessions, connection)
  const testFiles = await inputFiles('--test-sessions', input.testSessions, connection)
  const train = await readSessions(files, 0, ids, connection, rejected, output)
  const test = await readSessions(testFiles, train.sequences, ids, connection, rejected, output)
  const counts = { kept: train.kept + test.kept, ignored: 0, excluded: train.excluded + test.excluded }
  checkKept(counts)
  await connection.run('SET preserve_insertion_order = false')
  await connection.run(`CREATE VIEW interactions AS
    SELECT sequence, 1 AS session, item, CAST(1 AS UTINYINT) AS event, CAST(NULL AS DOUBLE) AS time, place FROM visits`)
  return {
    periods: periodsByOrder(train.sequences, input.validationShare),
    clock: false,
    simulated: [...files, ...testFiles].some(isSimulated),
    contexts: [],
    ...counts,
    audit: null,
    recommendations: false,
    sessionGapMinutes: null,
    price: () => undefined,
  }
}

function checkKept({ kept, ignored, excluded }: { kept: number; ignored: number; excluded: number }): void {
  if (kept === 0) throw new DataError(`no row is left to learn from (${ignored} ignored, ${excluded} excluded)`)
}

/** The dictionary of a context column: its most frequent values, since a code is one byte. */
async function frequentValues(
  connection: DuckDBConnection,
  { name, values }: ContextCodes,
  index: number,
): Promise<ContextColumn & { values: string[] }> {
  const result = await connection.runAndReadAll(
    `SELECT c${index} AS code FROM interactions WHERE code > 0 GROUP BY code ORDER BY count(*) DESC, code LIMIT ${MAX_CODES}`,
  )
  const codes = result.getRows().map(([code]) => code as number)
  const recode = new Array<number>(values.length + 1).fill(0)
  codes.forEach((code, i) => {
    recode[code] = i + 1
  })
  return { name, recode, values: codes.map((code) => values[code - 1]) }
}

async function count(connection: DuckDBConnection, sql: string): Promise<number> {
  return Number((await connection.runAndReadAll(sql)).getRows()[0][0])
}

function outOfMemory(error: unknown, limit: string): unknown {
  if (error instanceof Error && /Out of Memory/i.test(error.message))
    return new DataError(`the data do not fit into --memory-limit ${limit}; give more, for example 4GB`)
  return error
}
