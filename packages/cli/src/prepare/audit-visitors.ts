import { writeFileSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { type BrokenRules, brokenRules, fitNorms, oddFeatures, traceFeatures, verdictOf } from '@penchant/ranking'
import type { DatasetAudit } from '../dataset-description.ts'
import { DataError } from '../errors.ts'
import type { Output } from '../output.ts'

/** Fewer steps break no rule and are not measured. */
const LEAST_STEPS = 10
/** Verdicts on which the table of what goes is brought up to date. */
const PAGE = 2000

interface Visitor {
  sequence: number
  held: boolean
  from: number
  to: number
  interactions: number
  rules: BrokenRules
  features: number[] | null
}

/**
 * Takes out of `interactions` whoever is no person, and of the others the sessions that no person makes. What went and why
 * goes to `path`, one JSON object a visitor, without any id. Norms are those of the visitors that are not held out.
 */
export async function auditVisitors(connection: DuckDBConnection, path: string, output: Output): Promise<DatasetAudit> {
  const visitors: Visitor[] = []
  for await (const visitor of measured(connection)) visitors.push(visitor)
  const norms = fitNorms(visitors.flatMap(({ held, features }) => (features && !held ? [features] : [])))

  const reasons: Record<string, number> = {}
  const lines: string[] = []
  const leaving: string[] = []
  const counts = { visitors: 0, sessions: 0 }
  await connection.run('CREATE TABLE audited (sequence INTEGER, session INTEGER)')
  const flush = async () => {
    if (leaving.length > 0) await connection.run(`INSERT INTO audited VALUES ${leaving.splice(0).join(',')}`)
  }
  for (const { sequence, from, to, interactions, rules, features } of visitors) {
    const verdict = verdictOf(rules, oddFeatures(features, norms))
    if (verdict.isPerson && verdict.leftOut.size === 0) continue
    for (const reason of verdict.reasons) reasons[reason] = (reasons[reason] ?? 0) + 1
    if (verdict.isPerson) {
      counts.sessions += verdict.leftOut.size
      for (const session of verdict.leftOut) leaving.push(`(${sequence},${session})`)
    } else {
      counts.visitors++
      leaving.push(`(${sequence},NULL)`)
    }
    const removed = verdict.isPerson ? [...verdict.leftOut] : 'all'
    lines.push(`${JSON.stringify({ from: iso(from), to: iso(to), interactions, removed, reasons: verdict.reasons })}\n`)
    if (leaving.length >= PAGE) await flush()
  }
  await flush()
  writeFileSync(path, lines.join(''))

  const gone = `EXISTS (SELECT 1 FROM audited a WHERE a.sequence = i.sequence AND (a.session IS NULL OR a.session = i.session))`
  const [all, interactions] = await numbers(
    connection,
    `SELECT count(*), count(*) FILTER (${gone}) FROM interactions i`,
  )
  if (interactions === all) {
    throw new DataError(
      `every interaction was taken for a robot's (${list(reasons)}); --audit off keeps them, if they are not`,
    )
  }
  if (interactions > 0) await connection.run(`DELETE FROM interactions i WHERE ${gone}`)
  await connection.run('DROP TABLE audited')
  output.line(
    interactions === 0
      ? 'audit: nobody looks like a robot'
      : `audit: ${interactions} interactions left out, of ${counts.visitors} visitors and ${counts.sessions} sessions of others: ${list(reasons)}`,
  )
  return { ...counts, interactions, reasons, norms }
}

/** Every visitor with enough steps, one after the other. */
async function* measured(connection: DuckDBConnection): AsyncGenerator<Visitor> {
  const result = await connection.stream(`
    SELECT sequence, held, session, item, event, time * 1000 FROM interactions
    SEMI JOIN (SELECT sequence FROM interactions GROUP BY sequence HAVING count(*) >= ${LEAST_STEPS}) USING (sequence)
    ORDER BY sequence, session, time, place`)
  let current: { sequence: number; held: boolean } | null = null
  let trace = emptyTrace()
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const [sequences, held, sessions, items, events, times] = chunk.getColumns() as unknown as [
      number[],
      boolean[],
      number[],
      number[],
      number[],
      number[],
    ]
    for (let row = 0; row < chunk.rowCount; row++) {
      if (current?.sequence !== sequences[row]) {
        if (current) yield { ...current, ...measure(trace) }
        current = { sequence: sequences[row], held: held[row] }
        trace = emptyTrace()
      }
      trace.times.push(times[row])
      trace.sessions.push(sessions[row])
      trace.items.push(items[row])
      trace.events.push(events[row])
    }
  }
  if (current) yield { ...current, ...measure(trace) }
}

const emptyTrace = () => ({
  times: [] as number[],
  sessions: [] as number[],
  items: [] as number[],
  events: [] as number[],
})

function measure(trace: ReturnType<typeof emptyTrace>) {
  const { times } = trace
  return {
    from: times[0],
    to: times[times.length - 1],
    interactions: times.length,
    rules: brokenRules(trace),
    features: traceFeatures(trace),
  }
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()
const list = (reasons: Record<string, number>) =>
  Object.entries(reasons)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ')

async function numbers(connection: DuckDBConnection, sql: string): Promise<number[]> {
  return (await connection.runAndReadAll(sql)).getRows()[0].map(Number)
}
