import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledProgram, sourceOf } from '../../../test/bundled-program.ts'
import { redisInstalled, startRedis } from '../../../test/redis.ts'
import { capturedRun } from './captured-run.ts'
import { prepareCommand } from './prepare.ts'
import type { TuneResult } from './tune/result.ts'
import { tuneCommand } from './tune.ts'
import { writeSessions } from './write-sessions.ts'

let folder: string
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-tune-'))
  writeSessions(at('sessions.txt'), 600)
  const lines = readFileSync(at('sessions.txt'), 'utf8').split('\n')
  writeFileSync(at('train.txt'), lines.slice(0, 500).join('\n'))
  writeFileSync(at('test.txt'), lines.slice(500).join('\n'))
  const files = ['--sessions', at('train.txt'), '--test-sessions', at('test.txt')]
  const { code, stderr } = await capturedRun(prepareCommand, ['prepare', ...files, '--out', at('data')])
  expect(code, stderr).toBe(0)

  // Its trials run in processes: the command line as it is published, two files beside each other.
  await bundledProgram(folder, 'tune', { beside: { 'tune-trial': `import ${sourceOf('tune/trial-worker.ts')}` } })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SMALL = ['--epochs', '1', '--final-epochs', '3', '--parallel', '2', '--max-bytes', '80kB', '--minutes', '5']

function start(...argv: string[]) {
  const child = spawn(process.execPath, [at('bundle/penchant.js'), 'tune', at('data'), ...SMALL, ...argv])
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const done = once(child, 'close').then(([code]) => ({ code: code as number, stdout, stderr }))
  return { child, done, errors: () => stderr }
}

const finished = (out: string) =>
  existsSync(join(out, 'journal.jsonl'))
    ? readFileSync(join(out, 'journal.jsonl'), 'utf8')
        .split('\n')
        .filter((line) => line.includes('"finish"'))
    : []

describe('penchant tune', () => {
  it('interrupted and resumed, keeps what it found, trains the winner and reports on the hold-out', async () => {
    const out = at('tuned')
    const first = start('--trials', '8', '--out', out, '--json')
    await expect.poll(() => finished(out).length, { timeout: 60_000 }).toBeGreaterThan(1)
    first.child.kill('SIGINT')
    expect(await first.done).toMatchObject({ code: 1, stderr: expect.stringContaining('--resume') })
    const kept = finished(out)

    const again = await start('--trials', '8', '--out', out, '--json').done
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('--resume') })

    const { code, stdout, stderr } = await start('--trials', '8', '--out', out, '--resume', '--json').done
    expect(code, stderr).toBe(0)
    expect(finished(out).slice(0, kept.length)).toEqual(kept)
    const result: TuneResult = JSON.parse(stdout)
    expect(result.trials.complete + result.trials.pruned).toBe(8)
    expect(result.trials.failed).toBe(0)
    expect(result.bytes.tuned).toBeLessThanOrEqual(80_000)
    expect(result.milliseconds.tuned).toBeGreaterThan(0)
    const { tuned, difference } = result.holdOut!
    expect(tuned.n).toBeGreaterThan(200)
    expect(difference[0]).toBeLessThanOrEqual(difference[1])
    // What is published has learnt from everything; whose setting it has is said.
    expect(['winner', 'standard']).toContain(result.kept)
    const model = JSON.parse(readFileSync(join(out, 'model', 'model.json'), 'utf8'))
    expect(model).toMatchObject({ everything: true, best: { epoch: model.training.epochs } })
    const manifest = (name: string) => JSON.parse(readFileSync(join(out, name, 'manifest.json'), 'utf8'))
    expect(manifest('published').mix).toEqual(manifest(result.kept).mix)

    const html = readFileSync(result.report, 'utf8')
    for (const heading of ['The setting', 'How the search went', 'Accuracy against bytes'])
      expect(html).toContain(heading)
    // One file: it asks nobody for anything.
    expect(html).not.toMatch(/<link|src=|url\(|@import/)
    expect(html).toContain(`${tuned['NDCG@10'].toFixed(2)}`)
  }, 180_000)

  it.skipIf(!redisInstalled)(
    'runs its trials on workers over Redis, also when one is killed',
    async () => {
      const redis = await startRedis()
      const worker = async () => {
        const child = spawn(process.execPath, [
          at('bundle/penchant.js'),
          ...['tune', 'worker', at('data'), '--redis', redis.url, '--parallel', '1'],
        ])
        let said = ''
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          said += text
        })
        await expect.poll(() => said, { timeout: 30_000 }).toContain('waiting for trials')
        return { child, said: () => said }
      }
      const workers = [await worker(), await worker()]
      try {
        const out = at('remote')
        const search = start('--trials', '6', '--out', out, '--workers', redis.url, '--parallel', '3', '--json')
        await expect.poll(() => workers[0].said(), { timeout: 60_000 }).toMatch(/^trial \d/m)
        workers[0].child.kill('SIGKILL')
        const { code, stdout, stderr } = await search.done
        expect(code, stderr).toBe(0)
        const result: TuneResult = JSON.parse(stdout)
        expect(result.trials).toMatchObject({ failed: 0 })
        expect(result.trials.complete + result.trials.pruned).toBe(6)
        expect(workers[1].said()).toMatch(/^trial \d/m)
        // Chosen by the seed alone so early, they are what one process tries.
        const tried = (folder: string) =>
          readFileSync(join(folder, 'journal.jsonl'), 'utf8')
            .split('\n')
            .filter((line) => line.includes('"claim","trial"'))
            .map((line) => JSON.parse(line).record)
            .flatMap(({ trial, params }) => (trial < 6 ? [[trial, params]] : []))
        expect(tried(out).length).toBeGreaterThanOrEqual(6)
        expect(new Map(tried(out) as [])).toEqual(new Map(tried(at('tuned')) as []))
      } finally {
        for (const { child } of workers) child.kill('SIGKILL')
        redis.stop()
      }
    },
    240_000,
  )

  it('names what it cannot work with', async () => {
    const run = (...argv: string[]) => capturedRun(tuneCommand, ['tune', ...argv])
    expect(await run(at('nothing'), '--out', at('x'))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/nothing.*penchant prepare/),
    })
    expect(await run(at('data'), '--out', at('x'), '--max-bytes', 'few')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--max-bytes few'),
    })
    writeFileSync(at('few.txt'), 'a b\nb a\na b c\nc a\n')
    await capturedRun(prepareCommand, [
      ...['prepare', '--sessions', at('few.txt'), '--min-support', '1', '--out', at('few')],
    ])
    expect(await run(at('few'), '--out', at('x'))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/sessions to train on; 200 are the least/),
    })
  })
})
