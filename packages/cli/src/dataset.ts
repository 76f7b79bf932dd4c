import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type DuckDBConnection, DuckDBInstance, type DuckDBVector } from '@duckdb/node-api'
import type { Item } from '@penchant/protocol'
import { type DatasetDescription, parseDatasetDescription, type Split } from './dataset-description.ts'
import { type Fold, foldedSequence } from './dataset-fold.ts'
import type { DatasetSequence } from './dataset-sequence.ts'
import { withoutRows } from './dataset-without.ts'
import { DataError } from './errors.ts'

/** A folder written by `penchant prepare`. */
export interface Dataset extends DatasetDescription {
  folder: string
  /** Where given, `train` and `validation` are parts of the train split. */
  fold?: Fold
  /** By shard of the train split: sequences of it that are left out, since a later shard has more of them. */
  superseded?: readonly ReadonlySet<number>[]
  /** Item rows that train knows nothing of: what a model makes of new items is measured by them. */
  withheld?: ReadonlySet<number>
  /** By context column: entry `i` is what stands for code `i`. */
  recode?: Readonly<Record<string, readonly number[]>>
}

/** One line of `items.jsonl`. */
export interface DatasetItem extends Item {
  /** Columns of the shop's own, as `itemFields` names them. */
  attributes?: Record<string, string | number>
  /** Interactions in train. */
  support: number
}

/** @throws DataError when the folder is no dataset, or one that this version cannot read. */
export async function openDataset(folder: string): Promise<Dataset> {
  const path = join(folder, 'dataset.json')
  if (!existsSync(path))
    throw new DataError(`${folder} is no dataset (it has no dataset.json); make one with penchant prepare`)
  const description = parseDatasetDescription(readFileSync(path, 'utf8'), path)
  for (const shard of Object.values(description.shards).flat())
    if (!statSync(join(folder, shard.path), { throwIfNoEntry: false })?.isFile())
      throw new DataError(`${folder} is incomplete: ${shard.path} is missing; run penchant prepare again`)
  return { ...description, folder }
}

/**
 * Streams a split in the order of its shards, or of `options.shards` (indices into
 * `dataset.shards[split]`). Holds no more than DuckDB's read-ahead and one sequence.
 * @throws DataError when a shard cannot be read.
 */
export async function* readSequences(
  dataset: Dataset,
  split: Split,
  options: { shards?: readonly number[] } = {},
): AsyncGenerator<DatasetSequence> {
  const { fold, superseded, withheld } = dataset
  const shards = dataset.shards[fold && split === 'validation' ? 'train' : split]
  for (const index of options.shards ?? shards.keys()) {
    const shard = shards[index]
    if (!shard) throw new RangeError(`split ${split} has ${shards.length} shards, no shard ${index}`)
    const path = join(dataset.folder, shard.path)
    const connection = await (await reader()).connect()
    try {
      for await (const sequence of readShard(
        connection,
        path,
        dataset.contextColumns,
        dataset.recommendations === true,
      )) {
        if (split === 'train' && superseded?.[index].has(sequence.id)) continue
        const seen =
          fold && (split === 'train' || split === 'validation') ? foldedSequence(sequence, fold, split) : sequence
        const known = seen && withheld && split === 'train' ? withoutRows(seen, withheld) : seen
        for (const [name, codes] of Object.entries((known && dataset.recode) ?? {})) {
          known!.context[name] = known!.context[name].map((code) => codes[code])
        }
        if (known) yield known
      }
    } finally {
      connection.closeSync()
    }
  }
}

/** The dataset as a fold sees it: what reads its `train` and `validation` reads the fold's. */
export function foldOf(dataset: Dataset, fold: Fold): Dataset {
  return { ...dataset, fold }
}

/** The items in the order of their rows: entry `i` is row `i + 1`. */
export async function readItems(dataset: Dataset): Promise<DatasetItem[]> {
  const path = join(dataset.folder, 'items.jsonl')
  const items: DatasetItem[] = []
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity }))
      items.push(JSON.parse(line) as DatasetItem)
  } catch (error) {
    throw new DataError(`${path} cannot be read (line ${items.length + 1}): ${(error as Error).message}`)
  }
  if (items.length !== dataset.counts.items)
    throw new DataError(`${path} has ${items.length} lines, dataset.json names ${dataset.counts.items} items`)
  return items
}

let instance: Promise<DuckDBInstance> | undefined

/** One engine for all shards: starting one takes longer than reading a small shard. */
function reader(): Promise<DuckDBInstance> {
  instance ??= DuckDBInstance.create(':memory:', { memory_limit: '256MB', threads: '2' })
  return instance
}

async function* readShard(
  connection: DuckDBConnection,
  path: string,
  contextColumns: readonly string[],
  recommendations: boolean,
): AsyncGenerator<DatasetSequence> {
  // NaN instead of NULL: a vector without NULLs is read without looking at its validity mask.
  const columns = [
    'item',
    'event',
    'session',
    ...['time', 'gap', 'dwell'].map((name) => `coalesce(${name}, 'nan')`),
    'CAST(target AS UTINYINT)',
    recommendations ? 'CAST(recommended AS UTINYINT)' : '0',
  ]
  const context = contextColumns.map((name) => `"${name.replaceAll('"', '""')}"`)
  const sql = `SELECT sequence, ${[...columns, ...context].join(', ')} FROM read_parquet('${path.replaceAll("'", "''")}')`
  let current = -1
  // Pieces of the sequence at hand: more than one where it goes on in the next chunk.
  let pieces: Column[][] = []
  try {
    const result = await connection.stream(sql)
    for (;;) {
      const chunk = await result.fetchChunk()
      if (!chunk || chunk.rowCount === 0) break
      const [ids, ...values] = Array.from({ length: chunk.columnCount }, (_, i) => valuesOf(chunk.getColumnVector(i)))
      let from = 0
      for (let row = 0; row < chunk.rowCount; row++) {
        if (ids[row] === current) continue
        if (row > from) pieces.push(values.map((column) => column.slice(from, row)))
        if (pieces.length > 0) yield sequenceOf(current, pieces, contextColumns, recommendations)
        pieces = []
        current = ids[row]
        from = row
      }
      pieces.push(values.map((column) => column.slice(from, chunk.rowCount)))
    }
  } catch (error) {
    throw new DataError(`${path} cannot be read: ${(error as Error).message.split('\n')[0]}`)
  }
  if (pieces.length > 0) yield sequenceOf(current, pieces, contextColumns, recommendations)
}

type Column = Int32Array | Uint8Array | Float32Array | Float64Array

/**
 * The typed array below a vector of numbers. The package offers values one by one only, which is
 * slower by half; its version is pinned, and a test reads every column.
 */
function valuesOf(vector: DuckDBVector): Column {
  return (vector as unknown as { items: Column }).items
}

function sequenceOf(
  id: number,
  pieces: Column[][],
  contextColumns: readonly string[],
  recommendations: boolean,
): DatasetSequence {
  const columns = pieces.length === 1 ? pieces[0] : pieces[0].map((_, i) => joined(pieces.map((piece) => piece[i])))
  const [rows, events, sessions, times, gaps, dwells, targets, recommended, ...codes] = columns
  const context = Object.fromEntries(contextColumns.map((name, i) => [name, codes[i]]))
  const sequence = { id, rows, events, sessions, times, gaps, dwells, targets, context }
  return (recommendations ? { ...sequence, recommended } : sequence) as DatasetSequence
}

function joined(parts: Column[]): Column {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const whole = new (parts[0].constructor as new (length: number) => Column)(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
