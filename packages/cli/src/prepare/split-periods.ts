import type { DuckDBConnection } from '@duckdb/node-api'
import type { DatasetDescription } from '../dataset-description.ts'
import { DataError, UsageError } from '../errors.ts'
import { parseTimestamp } from './event-time.ts'

/**
 * How a dataset with a clock is split: by the newest shares of the sessions, or by when validation
 * and test begin, in epoch seconds.
 */
export type SplitRule = { validationShare: number; testShare: number } | { validationFrom: number; testFrom: number }

/** Which split an interaction belongs to, as SQL over `interactions`. */
export interface Periods {
  split: DatasetDescription['split']
  /** 0 train, 1 validation, 2 test, 3 held-out visitors. */
  period: string
  /** True for an interaction that comes after the split its session began in. */
  crossing: string
}

/**
 * `--validation` and `--test`: shares (`.1`, `10%`) or dates, both of the same kind.
 * @throws UsageError for anything else, and for a split that leaves nothing to train on.
 */
export function parseSplitRule(validation: string, test: string): SplitRule {
  const [validationFrom, testFrom] = [parseTimestamp(validation), parseTimestamp(test)]
  if (!Number.isNaN(validationFrom) && !Number.isNaN(testFrom)) {
    if (validationFrom <= testFrom) return { validationFrom, testFrom }
    throw new UsageError('--validation begins after --test; validation is the time between train and test')
  }
  if (!Number.isNaN(validationFrom) || !Number.isNaN(testFrom))
    throw new UsageError('--validation and --test: give both as dates or both as shares')
  const rule = { validationShare: parseShare('--validation', validation), testShare: parseShare('--test', test) }
  if (rule.validationShare + rule.testShare < 1) return rule
  throw new UsageError(`--validation ${validation} and --test ${test} leave nothing to train on`)
}

function parseShare(option: string, text: string): number {
  const match = /^(\d*\.?\d+)(%?)$/.exec(text)
  const share = match ? Number(match[1]) / (match[2] ? 100 : 1) : Number.NaN
  if (share >= 0 && share <= 1) return share
  throw new UsageError(`${option} ${text}: expected a share from 0 to 1, or a date such as 2024-05-31`)
}

/**
 * Splits by the clock: sessions that begin before `trainUntil` are train, those before
 * `validationUntil` validation, the rest test. Shares count the sessions of visitors not held out.
 */
export async function periodsByTime(connection: DuckDBConnection, rule: SplitRule): Promise<Periods> {
  const [from, to] = await row(connection, 'SELECT min(time), max(time) FROM interactions')
  const starts = 'SELECT any_value(start) AS start FROM interactions WHERE NOT held GROUP BY sequence, session'
  const [sessions] = await row(connection, `SELECT count(*)::DOUBLE FROM (${starts})`)
  if (sessions === 0) throw new DataError('every visitor is held out; lower --visitors, or give more events')
  /** When the first of the newest sessions begins that make up `share`. */
  const newest = async (share: number): Promise<number> => {
    if (share === 0) return to + 1
    const before = Math.min(sessions - 1, Math.round(sessions * (1 - share)))
    return (await row(connection, `${starts} ORDER BY start LIMIT 1 OFFSET ${before}`))[0]
  }
  const [trainUntil, validationUntil] =
    'validationFrom' in rule
      ? [rule.validationFrom, rule.testFrom]
      : [await newest(rule.validationShare + rule.testShare), await newest(rule.testShare)]
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
