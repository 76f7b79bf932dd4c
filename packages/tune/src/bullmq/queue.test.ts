import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, redisInstalled, startRedis } from '../../../../test/redis.ts'
import { createStudy } from '../create-study.ts'
import { float, int } from '../parameter.ts'
import { medianPruner } from '../pruners/median.ts'
import { tpeSampler } from '../samplers/tpe.ts'
import type { Params } from '../space.ts'
import { openQueue } from './open-queue.ts'

const folder = mkdtempSync(join(tmpdir(), 'tune-redis-'))
const at = (name: string) => join(folder, name)
const source = (file: string): string => JSON.stringify(new URL(file, import.meta.url).pathname)
const space = { x: float(-1, 1), k: int(1, 5) }
type Point = Params<typeof space>
const loss = ({ x, k }: Point): number => x * x + k / 10

let redis: { url: string; stop(): void }

async function startWorker(name: string): Promise<ChildProcess> {
  const child = fork(at('worker/main.js'), [redis.url, name], { execArgv: [] })
  await once(child, 'message')
  return child
}

describe.skipIf(!redisInstalled)('trials over Redis', () => {
  beforeAll(async () => {
    redis = await startRedis()
    writeFileSync(at('package.json'), '{"type":"module"}')
    // The bundle asks for what is installed, from where it lies.
    symlinkSync(join(process.cwd(), 'node_modules'), at('node_modules'))
    writeFileSync(
      at('worker.ts'),
      `import { existsSync, writeFileSync } from 'node:fs'
       import { serveQueue } from ${source('./serve-queue.ts')}
       const [url, name] = process.argv.slice(2)
       await serveQueue(async ({ x, k }, trial) => {
         if (name === 'dies' && trial.number % 5 === 2 && !existsSync('${folder}/died' + trial.number)) {
           writeFileSync('${folder}/died' + trial.number, '')
           process.kill(process.pid, 'SIGKILL')
         }
         for (let step = 1; step <= 3; step++) await trial.report(step, x * x + k / 10 + 1 / step)
         if (name === 'fails' && trial.number === 1) throw new RangeError('x is no good')
         return x * x + k / 10
       }, { url, name, deadAfter: 1 })
       process.send('ready')`,
    )
    await build({
      configFile: false,
      logLevel: 'error',
      root: folder,
      build: {
        ssr: at('worker.ts'),
        outDir: at('worker'),
        target: 'node20',
        rolldownOptions: { output: { entryFileNames: 'main.js' } },
      },
    })
  }, 60_000)
  afterAll(() => {
    redis?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('find with two workers what one process finds with the same seed', async () => {
    // Chosen without looking at others, so that their order does not matter.
    const sampler = tpeSampler({ startupTrials: 30 })
    const alone = createStudy({ space, seed: 3, sampler })
    await alone.optimize(loss, { trials: 20 })

    const workers = await Promise.all([startWorker('two'), startWorker('two')])
    const queue = await openQueue<Point>({ url: redis.url, name: 'two' })
    expect(await queue.workers()).toBe(2)
    const study = createStudy({ space, seed: 3, sampler })
    await study.optimize(queue.objective, { trials: 20, parallel: 4 })
    await queue.close()
    for (const worker of workers) worker.kill()
    const essence = ({ number, params, values }: (typeof study.trials)[number]) => ({ number, params, values })
    expect(study.trials.map(essence)).toEqual(alone.trials.map(essence))
    expect(study.best!.values).toEqual(alone.best!.values)
    expect(study.trials[0].reports.map(({ step }) => step)).toEqual([1, 2, 3])
  }, 60_000)

  it('end elsewhere when a worker is killed', async () => {
    const workers = await Promise.all([startWorker('dies'), startWorker('dies'), startWorker('dies')])
    const gone = workers.map((worker) => once(worker, 'exit'))
    // Two of the three die, at the trials 2 and 7.
    const queue = await openQueue<Point>({ url: redis.url, name: 'dies' })
    const study = createStudy({ space, seed: 3 })
    await study.optimize(queue.objective, { trials: 10, parallel: 3 })
    await queue.close()
    for (const worker of workers) worker.kill()
    await Promise.all(gone)
    expect([2, 7].map((number) => existsSync(at(`died${number}`)))).toEqual([true, true])
    expect(workers.filter(({ signalCode }) => signalCode === 'SIGKILL')).toHaveLength(2)
    expect(study.trials.map(({ state }) => state)).toEqual(Array(10).fill('complete'))
    for (const { params, values } of study.trials) expect(values).toEqual([loss(params)])
  }, 120_000)

  it('are given up where they are hopeless, and fail with their own error', async () => {
    const worker = await startWorker('fails')
    const queue = await openQueue<Point>({ url: redis.url, name: 'fails' })
    const study = createStudy({ space, seed: 3, pruner: medianPruner({ startupTrials: 4 }) })
    await study.optimize(queue.objective, { trials: 20 })
    const local = createStudy({ space, seed: 3, pruner: medianPruner({ startupTrials: 4 }) })
    await local.optimize(
      async (params, trial) => {
        for (let step = 1; step <= 3; step++) await trial.report(step, loss(params) + 1 / step)
        if (trial.number === 1) throw new RangeError('x is no good')
        return loss(params)
      },
      { trials: 20 },
    )
    await queue.close()
    worker.kill()
    expect(study.trials.map(({ state }) => state)).toEqual(local.trials.map(({ state }) => state))
    expect(study.trials.some(({ state }) => state === 'pruned')).toBe(true)
    expect(study.trials[1]).toMatchObject({ state: 'failed', error: 'x is no good' })
  }, 60_000)

  it('say where no Redis answers, without the password', async () => {
    const port = await freePort()
    const error = await openQueue({ url: `redis://me:secret@127.0.0.1:${port}`, name: 'none' }).catch((error) => error)
    expect(error.message).toMatch(new RegExp(`no Redis answers at 127\\.0\\.0\\.1:${port} .*correct the URL`))
    expect(error.message).not.toContain('secret')
  })
})
