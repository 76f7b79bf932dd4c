import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../packages/cli/dist/penchant.js', import.meta.url))
/** Has the command say at its end what it held, DuckDB's memory too: that runs in the same process. */
const SAY_MEMORY =
  'data:text/javascript,process.on("exit",()=>console.error("resident",process.resourceUsage().maxRSS))'

/** Runs the built command line, and prints what it says, how long it took and the largest memory it held. */
export async function runMeasured(argv: readonly string[]): Promise<void> {
  const started = performance.now()
  const cli = spawn(process.execPath, ['--import', SAY_MEMORY, CLI, ...argv], { stdio: ['ignore', 'inherit', 'pipe'] })
  let errors = ''
  cli.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const [code] = await once(cli, 'close')
  const kilobytes = Number(/^resident (\d+)/m.exec(errors)?.[1])
  console.log(errors.replace(/^resident \d+\n/gm, '').trim())
  console.log(
    `${argv[0]}: exit ${code}, ${((performance.now() - started) / 1000).toFixed(0)} s, largest resident memory ${(kilobytes / 1024 ** 2).toFixed(2)} GiB`,
  )
}
