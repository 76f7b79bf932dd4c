import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_CONFIG, DEFAULT_TRAINING } from '@penchant/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capturedRun } from './captured-run.ts'
import type { Output } from './output.ts'
import { prepareCommand } from './prepare.ts'
import { type PretrainOptions, pretrain } from './pretrain/pretrain.ts'
import { pretrainCommand } from './pretrain.ts'
import { writeSessions } from './write-sessions.ts'

let folder: string
let data: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-pretrain-'))
  data = join(folder, 'data')
  const sessions = writeSessions(join(folder, 'sessions.txt'), 400)
  const { code, stderr } = await capturedRun(prepareCommand, [
    ...['prepare', '--sessions', sessions, '--min-support', '1', '--validation', '0.2', '--out', data],
  ])
  expect(code, stderr).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

class Killed extends Error {}

/** Says nothing. Dies like a process that is killed, as soon as `when` says so. */
function mortal(when: { line?: (text: string) => boolean; step?: (label: string, n: number) => boolean }): Output {
  return {
    json: true,
    line(text) {
      if (when.line?.(text)) throw new Killed(text)
    },
    progress: (label) => ({
      update(n) {
        if (when.step?.(label, n)) throw new Killed(label)
      },
      stop() {},
    }),
    result() {},
  }
}

const options = (output: Output = mortal({}), resume = false): PretrainOptions => ({
  config: { ...DEFAULT_CONFIG, dimension: 16, feedForward: 32, maxLength: 10 },
  training: { ...DEFAULT_TRAINING, epochs: 5, patience: 3, batchPositions: 128, negatives: 32, seed: 3 },
  resume,
  output,
})
const at = (name: string) => join(folder, name)
const bytes = (model: string, file: string) => readFileSync(join(model, file)).toString('base64')

describe('penchant pretrain', () => {
  it('killed within an epoch and after one, and resumed, ends with the very model of an undisturbed run', async () => {
    const whole = await pretrain(data, at('whole'), options())
    expect(whole.curve).toHaveLength(5)

    const broken = at('broken')
    await expect(
      pretrain(data, broken, options(mortal({ step: (label, n) => label === 'epoch 3' && n > 2 }))),
    ).rejects.toThrow(Killed)
    await expect(
      pretrain(data, broken, options(mortal({ line: (text) => text.startsWith('epoch 4:') }), true)),
    ).rejects.toThrow(Killed)
    const resumed = await pretrain(data, broken, options(undefined, true))

    const untimed = (curve: typeof whole.curve) => curve.map(({ seconds: _, ...point }) => point)
    expect(untimed(resumed.curve)).toEqual(untimed(whole.curve))
    expect(resumed.best?.epoch).toBe(whole.best?.epoch)
    expect(bytes(broken, 'best.bin')).toBe(bytes(at('whole'), 'best.bin'))
  })

  it('learns: the loss falls, and validation rises above what chance gives', async () => {
    const { curve, best } = await pretrain(data, at('learns'), options())
    expect(curve.at(-1)!.loss).toBeLessThan(0.8 * curve[0].loss)
    expect(best!.validation).toBeGreaterThan(0.5)
  })

  it('counts the patience over an interruption', async () => {
    const impatient = (resume: boolean): PretrainOptions => {
      const { training, ...rest } = options(undefined, resume)
      // So small a step learns nothing: after the first epoch none is better.
      return { ...rest, training: { ...training, epochs: resume ? 20 : 2, patience: 3, learningRate: 1e-30 } }
    }
    await pretrain(data, at('impatient'), impatient(false))
    const { curve } = await pretrain(data, at('impatient'), impatient(true))
    expect(curve).toHaveLength(4)
  })

  it('refuses what it cannot train on, and says what to do', async () => {
    const run = (...argv: string[]) => capturedRun(pretrainCommand, ['pretrain', ...argv])
    expect(await run(at('nowhere'), '--out', at('x'))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/nowhere.*penchant prepare/s),
    })
    expect(await run(data, '--out', at('x'), '--dimension', '40')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--dimension 40'),
    })
    await pretrain(data, at('cut'), { ...options(), training: { ...options().training, epochs: 1 } })
    const last = join(at('cut'), 'last.bin')
    writeFileSync(last, readFileSync(last).subarray(0, 1000))
    expect(await run(data, '--out', at('cut'), '--resume')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('last.bin'),
    })
  })
})
