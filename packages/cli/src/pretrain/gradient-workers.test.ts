import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledProgram, sourceOf } from '../../../../test/bundled-program.ts'
import { capturedRun } from '../captured-run.ts'
import { prepareCommand } from '../prepare.ts'
import { writeSessions } from '../write-sessions.ts'

let folder: string
const at = (name: string) => join(folder, name)

/** The command line as it is published: the threads' file beside its own. `more` is said at the end of it. */
async function bundle(name: string, more = ''): Promise<void> {
  const worker = `await import(${sourceOf('pretrain/gradient-worker.ts')})\n${more}`
  await bundledProgram(folder, 'pretrain', { name, beside: { 'gradient-worker': worker } })
}

/** Dies at its second batch, if it is the first of its kind to get there or `always` is said. */
const dies = (always: boolean) => `
  import { existsSync, writeFileSync } from 'node:fs'
  import { parentPort } from 'node:worker_threads'
  let jobs = 0
  parentPort.on('message', () => {
    if (++jobs < ${always ? 1 : 2} || (${!always} && existsSync('${at('died')}'))) return
    writeFileSync('${at('died')}', '')
    process.exit(7)
  })`

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-cores-'))
  const sessions = writeSessions(at('sessions.txt'), 400)
  const { code, stderr } = await capturedRun(prepareCommand, [
    ...['prepare', '--sessions', sessions, '--min-support', '1', '--validation', '0.2', '--out', at('data')],
  ])
  expect(code, stderr).toBe(0)
  await bundle('whole')
  await bundle('mortal', dies(false))
  await bundle('dying', dies(true))
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SMALL = ['--dimension', '16', '--max-length', '10', '--epochs', '3', '--batch-positions', '128']

/** Runs `penchant pretrain` as a process. @param kill when it has said so much, it is killed */
async function pretrain(bundled: string, out: string, argv: string[], kill?: RegExp) {
  const child = spawn(process.execPath, [
    ...[at(`${bundled}/penchant.js`), 'pretrain', at('data'), '--out', at(out)],
    ...[...SMALL, '--negatives', '32', '--seed', '3', ...argv],
  ])
  let stderr = ''
  child.stdout.resume()
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    if (kill?.test(stderr)) child.kill('SIGKILL')
  })
  const [code, signal] = await once(child, 'close')
  return { code, signal, stderr }
}

const model = (out: string) => readFileSync(at(`${out}/best.bin`)).toString('base64')
const curve = (out: string): { loss: number; validation: number }[] =>
  JSON.parse(readFileSync(at(`${out}/model.json`), 'utf8')).curve.map(
    ({ seconds: _, ...point }: { seconds: number }) => point,
  )

describe('penchant pretrain --cores', () => {
  it('finds the same model again, also when it is killed and resumed, and one as good as a single core does', async () => {
    expect(await pretrain('whole', 'two', ['--cores', '2'])).toMatchObject({ code: 0 })
    expect(await pretrain('whole', 'again', ['--cores', '2'], /epoch 2: loss/)).toMatchObject({ signal: 'SIGKILL' })
    // It keeps the number of cores that it began with.
    expect(await pretrain('whole', 'again', ['--resume'])).toMatchObject({ code: 0 })
    expect(model('again')).toBe(model('two'))
    expect(curve('again')).toEqual(curve('two'))

    expect(await pretrain('whole', 'one', [])).toMatchObject({ code: 0 })
    expect(model('one')).not.toBe(model('two'))
    expect(curve('two').at(-1)!.loss).toBeCloseTo(curve('one').at(-1)!.loss, 0)
    expect(curve('two').at(-1)!.validation).toBeGreaterThan(0.5)
  }, 120_000)

  it('replaces a thread that dies, and loses nothing', async () => {
    expect(await pretrain('mortal', 'survived', ['--cores', '2'])).toMatchObject({ code: 0 })
    expect(readFileSync(at('died'), 'utf8')).toBe('')
    expect(await pretrain('whole', 'undisturbed', ['--cores', '2'])).toMatchObject({ code: 0 })
    expect(model('survived')).toBe(model('undisturbed'))
  }, 120_000)

  it('gives up on threads that die at once, and says what to do', async () => {
    const { code, stderr } = await pretrain('dying', 'given-up', ['--cores', '3'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/died 3 times.*exit code 7.*--resume/)
  }, 120_000)
})
