/**
 * npm run bench:prepare: `penchant prepare` on made-up events, its time and the largest memory it held. Ten million
 * rows unless `--rows` says otherwise; `--memory-limit` is handed on to it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createRandom } from '@penchant/model'

const CLI = fileURLToPath(new URL('../../packages/cli/dist/penchant.js', import.meta.url))
/** Has the command say at its end what it held, DuckDB's memory too: that runs in the same process. */
const SAY_MEMORY =
  'data:text/javascript,process.on("exit",()=>console.error("resident",process.resourceUsage().maxRSS))'
const ITEMS = 200_000
const PER_VISITOR = 12

const { values } = parseArgs({ options: { rows: { type: 'string' }, 'memory-limit': { type: 'string' } } })
const rows = Number(values.rows ?? 10_000_000)
const folder = await mkdtemp(join(tmpdir(), 'penchant-bench-'))
try {
  const events = join(folder, 'events.csv')
  await writeEvents(events, rows)
  const { size } = await stat(events)
  console.log(`${rows.toLocaleString('en')} events, ${(size / 1e6).toFixed(0)} MB of CSV`)
  const memory = values['memory-limit'] ? ['--memory-limit', values['memory-limit']] : []
  const started = performance.now()
  const cli = spawn(
    process.execPath,
    ['--import', SAY_MEMORY, CLI, 'prepare', '--events', events, '--out', join(folder, 'data'), ...memory],
    { stdio: ['ignore', 'inherit', 'pipe'] },
  )
  let errors = ''
  cli.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const [code] = await once(cli, 'close')
  const kilobytes = Number(/resident (\d+)/.exec(errors)?.[1])
  console.log(errors.replace(/resident \d+\n/, '').trim())
  console.log(
    `exit ${code}, ${((performance.now() - started) / 1000).toFixed(0)} s, largest resident memory ${(kilobytes / 1024 ** 2).toFixed(2)} GiB`,
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** Visits all over three months, in time order as a log is, items by a long-tailed popularity. */
async function writeEvents(path: string, count: number): Promise<void> {
  const random = createRandom(1)
  const visitors = Math.ceil(count / PER_VISITOR)
  const start = Date.UTC(2025, 0, 1)
  const step = (90 * 86_400_000) / count
  const out = createWriteStream(path)
  out.write('time,visitor,item,event\n')
  const lines: string[] = []
  for (let i = 0; i < count; i++) {
    // A visitor is on for a while: those who look around at a moment are a narrow window of all.
    const visitor = (Math.floor((i / count) * visitors * 4) + Math.floor(random.uniform() * 200)) % visitors
    const item = Math.floor(ITEMS * random.uniform() ** 3)
    const event = random.uniform() < 0.06 ? 'add_to_cart' : 'view_item'
    lines.push(`${new Date(start + i * step).toISOString()},v${visitor},item-${item},${event}\n`)
    if (lines.length === 20_000) {
      if (!out.write(lines.join(''))) await once(out, 'drain')
      lines.length = 0
    }
  }
  out.end(lines.join(''))
  await once(out, 'finish')
}
