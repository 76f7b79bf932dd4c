import type { Command } from 'commander'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { capturedRun } from './captured-run.ts'
import { DataError, UsageError } from './errors.ts'

const failing = (error: unknown) => (program: Command) => {
  program
    .command('try')
    .requiredOption('--out <folder>')
    .addHelpText('after', 'Example:\n  $ penchant try --out x')
    .action(async () => {
      throw error
    })
}

afterEach(() => vi.unstubAllEnvs())

describe('runProgram', () => {
  it.each([
    [new UsageError('--out x: no'), 2],
    [new DataError('x.csv: no'), 1],
    [new TypeError('a bug'), 1],
    ['a text', 1],
  ])('turns %s into one sentence and exit code %i', async (error, code) => {
    vi.stubEnv('DEBUG', '')
    const run = await capturedRun(failing(error), ['try', '--out', 'x'])
    expect(run).toEqual({ code, stdout: '', stderr: `penchant: ${error instanceof Error ? error.message : error}\n` })
  })

  it('shows the stack with DEBUG', async () => {
    vi.stubEnv('DEBUG', '1')
    const { stderr } = await capturedRun(failing(new DataError('no')), ['try', '--out', 'x'])
    expect(stderr).toMatch(/\n {4}at /)
  })

  it.each([
    [['try'], /required option '--out <folder>'/],
    [['try', '--out', 'x', '--wat'], /unknown option '--wat'/],
    [['wat'], /unknown command 'wat'/],
  ])('refuses %j with exit 2', async (argv, message) => {
    const { code, stderr } = await capturedRun(failing(null), argv)
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })

  it('prints help with the example and exits 0', async () => {
    const { code, stdout } = await capturedRun(failing(null), ['try', '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('$ penchant try --out x')
  })
})
