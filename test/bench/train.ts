/**
 * npm run bench:train [-- --data DIR --steps 40 --cores 1,2 --rounds 3]: sequences a second that `penchant pretrain`
 * learns from, with 1,024 shared negatives and else the standard setting; without --data those of a simulated shop. In the
 * same run the same step on TF.js' own backends: its CPU one, and its WASM one as it comes, to which only the kernel is
 * added that it lacks. Each arm is a process of its own, the arms take turns, and each step counts with its fastest round. An
 * arm's ratio is over the steps that it was given: the slow ones get fewer.
 *
 * npm run bench:train -- --memory [--rows 10000000 --minutes 2 --cores 1]: made-up events, prepared and pretrained for so
 * long: the largest memory that `prepare` and `pretrain` held.
 */
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { printRow } from './print-row.ts'
import { runMeasured } from './run-measured.ts'
import type { TrainArm, TrainSpeed } from './train-arm.ts'
import { writeEvents } from './write-events.ts'

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    steps: { type: 'string', default: '40' },
    cores: { type: 'string', default: '1,2' },
    rounds: { type: 'string', default: '3' },
    memory: { type: 'boolean', default: false },
    rows: { type: 'string', default: '10000000' },
    minutes: { type: 'string', default: '2' },
  },
})
const CLI = fileURLToPath(new URL('../../packages/cli/dist/penchant.js', import.meta.url))
const WORKER = fileURLToPath(new URL('../../packages/cli/dist/gradient-worker.js', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'penchant-bench-'))

try {
  if (flags.memory) await measureMemory()
  else await measureSpeed()
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function measureMemory(): Promise<void> {
  const at = (name: string) => join(folder, name)
  await writeEvents(at('events.csv'), Number(flags.rows))
  await runMeasured(['prepare', '--events', at('events.csv'), '--out', at('data')])
  const cores = flags.cores.split(',')[0]
  await runMeasured(['pretrain', at('data'), '--out', at('model'), '--minutes', flags.minutes, '--cores', cores])
}

async function measureSpeed(): Promise<void> {
  const data = flags.data ?? (await simulated())
  const steps = Number(flags.steps)
  const arms: [string, TrainArm][] = flags.cores
    .split(',')
    .map((cores) => [
      cores === '1' ? '1 core' : `${cores} cores`,
      { data, steps, backend: 'wasm', cores: Number(cores), worker: WORKER },
    ])
  arms.push(['plain WASM', { data, steps: Math.ceil(steps / 4), backend: 'plain-wasm', cores: 1, worker: WORKER }])
  arms.push(['CPU', { data, steps: 1, backend: 'cpu', cores: 1, worker: WORKER }])
  const best = new Map<string, TrainSpeed>()
  const [load] = loadavg()
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const [name, arm] of arms) {
      // A minute a step: once will do.
      if (round > 0 && arm.backend === 'cpu') continue
      const found = await measure(arm)
      const before = best.get(name) ?? found
      best.set(name, {
        ...found,
        milliseconds: found.milliseconds.map((each, i) => Math.min(each, before.milliseconds[i])),
        cpuMilliseconds: Math.min(found.cpuMilliseconds, before.cpuMilliseconds),
      })
    }
  }
  console.log(
    `${flags.data ?? 'a simulated shop'}, 1,024 negatives, ${steps} steps, best of ${flags.rounds}; ${availableParallelism()} cores in this machine, load ${load.toFixed(1)} before, ${loadavg()[0].toFixed(1)} after`,
  )
  const first = best.get(arms[0][0])!
  printRow(['', 'sequences/s', `× ${arms[0][0]}`, '… a CPU second', 'ms a step', 'loss'])
  for (const [name, { milliseconds, cpuMilliseconds, sequences, loss }] of best) {
    const total = sum(milliseconds)
    const same = sum(first.milliseconds.slice(0, milliseconds.length))
    const learnt = sum(sequences)
    printRow([
      name,
      Math.round((1000 * learnt) / total).toLocaleString('en'),
      (same / total).toFixed(same < total / 10 ? 4 : 2),
      Math.round((1000 * learnt) / cpuMilliseconds).toLocaleString('en'),
      total / milliseconds.length,
      loss.toFixed(3),
    ])
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0)
}

async function simulated(): Promise<string> {
  const at = (name: string) => join(folder, name)
  await penchant('simulate', '--out', at('shop'), '--items', '5000', '--visitors', '12000', '--days', '60')
  const events = ['--events', at('shop/events.tsv.gz'), '--items', at('shop/items.tsv.gz')]
  await penchant('prepare', ...events, '--out', at('data'))
  return at('data')
}

async function penchant(...argv: string[]): Promise<void> {
  const [code] = await once(spawn(process.execPath, [CLI, ...argv], { stdio: 'ignore' }), 'close')
  if (code !== 0) throw new Error(`penchant ${argv[0]} failed`)
}

/** One arm in a process: TF.js knows one backend a process, and a patch stays. */
async function measure(arm: TrainArm): Promise<TrainSpeed> {
  const child = fork(fileURLToPath(new URL('./run.js', import.meta.url)), ['train-arm'], { serialization: 'advanced' })
  child.send(arm)
  const [found] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${arm.backend} ended with exit code ${code}`)
    }),
  ])) as [TrainSpeed]
  return found
}
