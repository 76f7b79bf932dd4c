/**
 * npm run bench:prepare: `penchant prepare` on made-up events, its time and the largest memory it held. Ten million
 * rows unless `--rows` says otherwise; `--memory-limit` is handed on to it.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runMeasured } from './run-measured.ts'
import { writeEvents } from './write-events.ts'

const { values } = parseArgs({ options: { rows: { type: 'string' }, 'memory-limit': { type: 'string' } } })
const rows = Number(values.rows ?? 10_000_000)
const folder = await mkdtemp(join(tmpdir(), 'penchant-bench-'))
try {
  const events = join(folder, 'events.csv')
  await writeEvents(events, rows)
  const { size } = await stat(events)
  console.log(`${rows.toLocaleString('en')} events, ${(size / 1e6).toFixed(0)} MB of CSV`)
  const memory = values['memory-limit'] ? ['--memory-limit', values['memory-limit']] : []
  await runMeasured(['prepare', '--events', events, '--out', join(folder, 'data'), ...memory])
} finally {
  await rm(folder, { recursive: true, force: true })
}
