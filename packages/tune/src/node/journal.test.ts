import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStudy } from '../create-study.ts'
import { float, int } from '../parameter.ts'
import { randomStream } from '../random-stream.ts'
import type { TrialRecord } from '../trial-log.ts'
import { openJournal } from './journal.ts'
import { openWorkers } from './open-workers.ts'

const folder = mkdtempSync(join(tmpdir(), 'tune-'))
const at = (name: string): string => join(folder, name)
const space = { x: float(-1, 1), k: int(1, 5) }
const loss = (x: number, k: number): number => x * x + k / 10

const KILLS = 200
const TRIALS = 100_000

/** Node runs JavaScript: the children are bundled first. */
async function bundle(name: string, source: string): Promise<string> {
  const entry = at(`${name}.ts`)
  writeFileSync(entry, source)
  await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    build: {
      ssr: entry,
      outDir: at(name),
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'main.js' } },
    },
  })
  writeFileSync(at('package.json'), '{"type":"module"}')
  return at(`${name}/main.js`)
}

const source = (file: string): string => JSON.stringify(new URL(file, import.meta.url).pathname)
let searcher: string
let worker: string

beforeAll(async () => {
  searcher = await bundle(
    'searcher',
    `import { createStudy } from ${source('../create-study.ts')}
     import { float, int } from ${source('../parameter.ts')}
     import { randomSampler } from ${source('../samplers/random.ts')}
     import { openJournal } from ${source('./journal.ts')}
     const study = createStudy({ space: { x: float(-1, 1), k: int(1, 5) }, seed: 7, sampler: randomSampler(), log: openJournal(process.argv[2]) })
     process.send('ready')
     await study.optimize(async ({ x, k }, trial) => {
       await trial.report(1, x)
       await new Promise((resolve) => setTimeout(resolve, 2))
       return x * x + k / 10
     }, { trials: ${TRIALS}, parallel: 2, onTrial: ({ number, values }) => process.send({ number, value: values[0] }) })`,
  )
  worker = await bundle(
    'worker',
    `import { serveTrials } from ${source('./serve-trials.ts')}
     import { existsSync, writeFileSync } from 'node:fs'
     serveTrials(async ({ x, k }, trial) => {
       await trial.report(1, x)
       if (trial.number % 5 === 2 && !existsSync('${folder}/died' + trial.number)) {
         writeFileSync('${folder}/died' + trial.number, '')
         process.kill(process.pid, 'SIGKILL')
       }
       return x * x + k / 10
     })`,
  )
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a journal', () => {
  it('gives on resuming what an uninterrupted search gives', async () => {
    const whole = createStudy({ space, seed: 5 })
    await whole.optimize(({ x, k }) => loss(x, k), { trials: 30 })
    for (const until of [7, 19, 30]) {
      const log = openJournal(at('resume.jsonl'))
      await createStudy({ space, seed: 5, log }).optimize(({ x, k }) => loss(x, k), { trials: until })
      log.close()
    }
    const log = openJournal(at('resume.jsonl'))
    const { trials } = createStudy({ space, seed: 5, log })
    log.close()
    const essence = ({ number, params, values }: (typeof trials)[number]) => ({ number, params, values })
    expect(trials.map(essence)).toEqual(whole.trials.map(essence))
  })

  it('refuses to go on with another search', () => {
    const log = openJournal(at('other.jsonl'))
    createStudy({ space, seed: 5, log })
    const again = openJournal(at('other.jsonl'))
    expect(() => createStudy({ space, seed: 6, log: again })).toThrow(/another search/)
    log.close()
    again.close()
  })

  it('cut at any byte loads, keeps what was whole, and can be gone on with', async () => {
    const log = openJournal(at('cut.jsonl'))
    await createStudy({ space, log }).optimize(({ x, k }) => loss(x, k), { trials: 3 })
    log.close()
    const bytes = readFileSync(at('cut.jsonl'))
    for (let length = 0; length <= bytes.length; length++) {
      writeFileSync(at('part.jsonl'), bytes.subarray(0, length))
      const part = openJournal(at('part.jsonl'))
      const study = createStudy({ space, log: part })
      const finished = study.trials.filter(({ state }) => state === 'complete')
      const lines = bytes.subarray(0, length).toString().split('\n')
      const whole = lines.filter((line) => line.includes('"finish"') && line.endsWith('}}'))
      expect(finished).toHaveLength(whole.length)
      const ask = study.ask()!
      expect(study.tell(ask, 1)).toBe(true)
      part.close()
      const next = openJournal(at('part.jsonl'))
      expect(createStudy({ space, log: next }).trials[ask.number].values).toEqual([1])
      next.close()
    }
  })

  it('gives a trial that two claim at once to the first, and takes no result from who lost his', () => {
    const [a, b] = [openJournal(at('two.jsonl')), openJournal(at('two.jsonl'))]
    const first = createStudy({ space, log: a })
    let early = null as ReturnType<typeof first.ask>
    const between = {
      ...b,
      append: (record: TrialRecord) => {
        if (record.kind === 'claim' && !early) early = first.ask()
        b.append(record)
      },
    }
    const second = createStudy({ space, log: between })
    expect(second.ask()!.number).toBe(1)
    expect(early).toMatchObject({ number: 0 })
    first.tell(early!, { state: 'released' })
    const later = second.ask()!
    expect(later).toMatchObject({ number: 0, params: early!.params })
    expect(first.tell(early!, 1)).toBe(false)
    expect(second.tell(later, 2)).toBe(true)
    expect(second.tell(later, 3)).toBe(false)
    expect(first.trials[0].values).toEqual([2])
    a.close()
    b.close()
  })

  it(`survives ${KILLS} kills at random moments: no finished trial is lost, none has two results`, async () => {
    const path = at('killed.jsonl')
    const told = new Map<number, number>()
    const random = randomStream(Date.now())
    let started = 0
    const live = async (): Promise<void> => {
      while (started < KILLS) {
        started++
        const child: ChildProcess = fork(searcher, [path], { execArgv: [] })
        const gone = once(child, 'exit')
        // By its own work, not by the clock alone: however slow the machine, something is finished and something is not.
        const wanted = Math.floor(random() * 3)
        const busy = new Promise<void>((resolve) => {
          let finished = 0
          child.on('message', (message: 'ready' | { number: number; value: number }) => {
            if (message !== 'ready') {
              told.set(message.number, message.value)
              finished++
            }
            if (finished >= wanted) resolve()
          })
        })
        await Promise.race([busy, gone])
        await new Promise((resolve) => setTimeout(resolve, random() * 25))
        child.kill('SIGKILL')
        await gone
      }
    }
    await Promise.all([live(), live(), live()])
    const results = new Map<number, number>()
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const record = line.endsWith('}}') ? JSON.parse(line).record : {}
      if (record.kind === 'finish') results.set(record.trial, (results.get(record.trial) ?? 0) + 1)
    }
    expect([...results.values()].every((count) => count === 1)).toBe(true)
    const log = openJournal(path)
    const study = createStudy({ space, seed: 7, log })
    const { trials } = study
    expect(told.size).toBeGreaterThan(KILLS / 2)
    for (const [number, value] of told) expect(trials[number].values).toEqual([value])
    // What the dead left behind is run before anything new.
    const left = trials.filter(({ state }) => state === 'running')
    for (const trial of left) expect(study.ask()).toMatchObject({ number: trial.number, params: trial.params })
    expect(study.ask()!.number).toBe(trials.length)
    log.close()
  }, 120_000)
})

describe('worker processes', () => {
  it('find what one process finds, and run again what a killed one had', async () => {
    const workers = openWorkers<{ x: number; k: number }>(worker, { processes: 2, execArgv: [] })
    const study = createStudy({ space, seed: 3 })
    await study.optimize(workers.objective, { trials: 16, parallel: 2 })
    workers.close()
    for (const died of [2, 7, 12]) expect(existsSync(at(`died${died}`))).toBe(true)
    expect(study.trials.map(({ state }) => state)).toEqual(Array(16).fill('complete'))
    for (const { params, values } of study.trials) expect(values).toEqual([loss(params.x, params.k)])
  }, 60_000)

  it('give up what they run when they are interrupted, and go on with the next', async () => {
    const workers = openWorkers<{ x: number; k: number }>(worker, { processes: 1, execArgv: [] })
    const waiting = (report: () => void) => ({
      number: 0,
      report: () => {
        report()
        return new Promise<void>(() => {})
      },
    })
    let told = () => {}
    const reporting = new Promise<void>((resolve) => {
      told = resolve
    })
    const lost = expect(workers.objective({ x: 1, k: 1 }, waiting(told))).rejects.toMatchObject({ name: 'TrialLost' })
    await reporting
    workers.interrupt()
    await lost
    expect(await workers.objective({ x: 1, k: 1 }, { number: 0, report: async () => {} })).toBe(loss(1, 1))
    workers.close()
  }, 30_000)
})
