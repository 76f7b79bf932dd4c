import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { MAX_DWELL_SECONDS } from '@penchant/model'
import { type Shard, SPLITS, type Split } from '../dataset-description.ts'
import type { Output } from '../output.ts'
import type { Periods } from './split-periods.ts'

/** Interactions a shard is meant to hold; one is sorted in memory at a time. */
export const SHARD_INTERACTIONS = 500_000

/** A column of the dataset made from a column of codes in `interactions`. */
export interface ContextColumn {
  name: string
  /** Entry `i`: the dataset's code for code `i`; entry 0 is 0. */
  recode: readonly number[]
}

/** The rows that a split consists of, as a condition on `interactions`, and which of them are its targets. */
function partsOf(split: Split, { period, crossing }: Periods): { rows: string; target: string } {
  const number = SPLITS_IN_TIME.indexOf(split)
  if (number < 0) return { rows: `${period} = 3`, target: 'true' }
  return {
    rows: `(${period} < ${number} OR (${period} = ${number} AND NOT ${crossing}))`,
    target: `${period} = ${number}`,
  }
}

const SPLITS_IN_TIME: readonly Split[] = ['train', 'validation', 'test']

export interface WriteOptions {
  periods: Periods
  minLength: number
  contexts: readonly ContextColumn[]
  /** Whether a column says what recommendations led to. */
  recommendations: boolean
  shardInteractions: number
}

export interface Written {
  shards: Record<Split, Shard[]>
  /** Targets: every interaction of the dataset is one in exactly one split. */
  interactions: number
  /** Different ones over all splits. */
  sequences: number
  sessions: number
}

/**
 * Writes every split as Parquet: validation and test hold the whole earlier history of each sequence
 * that has targets there. A sequence's shard follows from its number alone.
 */
export async function writeShards(
  connection: DuckDBConnection,
  folder: string,
  { periods, minLength, contexts, recommendations, shardInteractions }: WriteOptions,
  output: Output,
): Promise<Written> {
  const written: Written = {
    shards: { train: [], validation: [], test: [], visitors: [] },
    interactions: 0,
    sequences: 0,
    sessions: 0,
  }
  await connection.run('CREATE TABLE written (sequence INTEGER)')
  for (const split of SPLITS) {
    const { rows, target } = partsOf(split, periods)
    await connection.run(`CREATE OR REPLACE TABLE chosen AS
      SELECT sequence, count(*) AS length FROM interactions JOIN vocabulary USING (item)
      WHERE ${rows} GROUP BY sequence HAVING count(*) >= ${minLength} AND bool_or(${target})`)
    await connection.run('INSERT INTO written SELECT sequence FROM chosen')
    const [total] = await numbers(connection, 'SELECT coalesce(sum(length), 0) FROM chosen')
    const count = Math.ceil(total / shardInteractions)
    mkdirSync(join(folder, split))
    const progress = output.progress(split, count)
    try {
      for (let index = 0; index < count; index++) {
        const path = `${split}/${String(index).padStart(3, '0')}.parquet`
        const mine = `sequence % ${count} = ${index}`
        const [interactions, sequences] = await numbers(
          connection,
          `SELECT coalesce(sum(length), 0), count(*) FROM chosen WHERE ${mine}`,
        )
        if (sequences === 0) continue
        await connection.run(
          `COPY (${shardSql(`${mine} AND ${rows}`, target, contexts, recommendations)}) TO '${join(folder, path).replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`,
        )
        const [targets, sessions] = await numbers(
          connection,
          `SELECT count(*), count(DISTINCT (sequence, session)) FROM read_parquet('${join(folder, path).replaceAll("'", "''")}') WHERE target`,
        )
        written.interactions += targets
        written.sessions += sessions
        written.shards[split].push({ path, interactions, sequences })
        progress.update(index + 1)
      }
    } finally {
      progress.stop()
    }
  }
  written.sequences = (await numbers(connection, 'SELECT count(DISTINCT sequence) FROM written'))[0]
  return written
}

/** Gaps and dwells are of the rows that are written, as the engine's are of those it has stored. */
function shardSql(rows: string, target: string, contexts: readonly ContextColumn[], recommendations: boolean): string {
  const codes = contexts.map(
    ({ name, recode }, i) => `, CAST([${recode.join(',')}][c${i} + 1] AS UTINYINT) AS "${name}"`,
  )
  return `
    SELECT sequence, session, row AS item, event, time,
      CAST(CASE WHEN time < before THEN 0 ELSE time - before END AS FLOAT) AS gap,
      CAST(CASE WHEN next_session = session THEN CASE WHEN next - time > ${MAX_DWELL_SECONDS} THEN ${MAX_DWELL_SECONDS} ELSE next - time END END AS FLOAT) AS dwell,
      ${target} AS target${recommendations ? ', recommended' : ''}${codes.join('')}
    FROM (SELECT *, lag(time) OVER history AS before, lead(time) OVER history AS next, lead(session) OVER history AS next_session
      FROM interactions JOIN vocabulary USING (item) SEMI JOIN chosen USING (sequence) WHERE ${rows}
      WINDOW history AS (PARTITION BY sequence ORDER BY session, time, place))
    ORDER BY sequence, session, time, place`
}

async function numbers(connection: DuckDBConnection, sql: string): Promise<number[]> {
  return (await connection.runAndReadAll(sql)).getRows()[0].map(Number)
}
