import type { DuckDBConnection } from '@duckdb/node-api'
import type { DatasetDescription } from '../dataset-description.ts'
import { UsageError } from '../errors.ts'
import { parseTimestamp } from './event-time.ts'

/** Where a split begins: a share of the sessions counted from the end, or a time in epoch seconds. */
export type Boundary = { share: number } | { time: number }

/** Which split an interaction belongs to, as SQL over `interactions`. */
export interface Periods {
  split: DatasetDescription['split']
  /** 0 train, 1 validation, 2 test, 3 held-out visitors. */
  period: string
  /** True for an interaction that comes after the split its session began in. */
  crossing: string
}

/** `--validation`, `--test`: a share (`.1`, `10%`) or a date. */
export function parseBoundary(option: string, text: string): Boundary {
  const time = parseTimestamp(text)
  if (!Number.isNaN(time)) return { time }
  const match = /^(\d*\.?\d+)(%?)$/.exec(text)
  const share = match ? Number(match[1]) / (match[2] ? 100 : 1) : Number.NaN
  if (share >= 0 && share < 1) return { share }
  throw new UsageError(`${option} ${text}: expected a share below 1, or a date such as 2024-05-31`)
}

/**
 * Splits by the clock: sessions that begin before `trainUntil` are train, those before
 * `validationUntil` validation, the rest test. Shares count the sessions of visitors not held out.
 * @throws UsageError when validation begins after test.
 */
export async function periodsByTime(
  connection: DuckDBConnection,
  validation: Boundary,
  test: Boundary,
): Promise<Periods> {
  if ('share' in validation !== 'share' in test)
    throw new UsageError('--validation and --test: give both as dates or both as shares')
  const [from, to] = await row(connection, 'SELECT min(time), max(time) FROM interactions')
  let [trainUntil, validationUntil] = 'time' in validation && 'time' in test ? [validation.time, test.time] : [to, to]
  if ('share' in validation && 'share' in test) {
    const held = validation.share + test.share
    if (held >= 1)
      throw new UsageError(`--validation ${validation.share} and --test ${test.share} leave nothing to train on`)
    const starts = 'SELECT any_value(start) AS start FROM interactions WHERE NOT held GROUP BY sequence, session'
    const [sessions] = await row(connection, `SELECT count(*)::DOUBLE FROM (${starts})`)
    /** When the first of the newest sessions begins that make up `share`. */
    const begin = async (share: number): Promise<number> => {
      if (share === 0) return to + 1
      const before = Math.min(sessions - 1, Math.round(sessions * (1 - share)))
      return (await row(connection, `${starts} ORDER BY start LIMIT 1 OFFSET ${before}`))[0]
    }
    trainUntil = await begin(held)
    validationUntil = await begin(test.share)
  }
  if (trainUntil > validationUntil)
    throw new UsageError('--validation begins after --test; validation is the time between train and test')
  const until = `CASE WHEN start < ${trainUntil} THEN ${trainUntil} WHEN start < ${validationUntil} THEN ${validationUntil} END`
  return {
    split: { from, trainUntil, validationUntil, to },
    period: `CASE WHEN held THEN 3 WHEN start < ${trainUntil} THEN 0 WHEN start < ${validationUntil} THEN 1 ELSE 2 END`,
    crossing: `(NOT held AND coalesce(time >= ${until}, false))`,
  }
}

/** Without a clock the order of the file is all there is: validation is the end of the train file. */
export function periodsByOrder(trainSequences: number, validationShare: number): Periods {
  const validation = Math.min(trainSequences - 1, Math.round(trainSequences * validationShare))
  const period = `CASE WHEN sequence < ${trainSequences - validation} THEN 0 WHEN sequence < ${trainSequences} THEN 1 ELSE 2 END`
  return { split: { from: null, trainUntil: null, validationUntil: null, to: null }, period, crossing: 'false' }
}

async function row(connection: DuckDBConnection, sql: string): Promise<number[]> {
  return (await connection.runAndReadAll(sql)).getRows()[0] as number[]
}
