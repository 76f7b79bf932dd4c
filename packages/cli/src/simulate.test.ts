import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { capturedRun } from './captured-run.ts'
import { simulateCommand } from './simulate.ts'

let root: string
let out: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'penchant-simulate-'))
  out = join(root, 'shop')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const simulate = (...argv: string[]) => capturedRun(simulateCommand, ['simulate', '--out', out, ...argv])
const SMALL = ['--items', '120', '--visitors', '40', '--days', '7']

describe('penchant simulate', () => {
  it('writes a shop into one folder and reports it as JSON', async () => {
    const { code, stdout } = await simulate(...SMALL, '--bots', '10%', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ out, items: 120, visitors: 40, bots: 4, days: 7, synthetic: true })
    expect(readdirSync(out).sort()).toEqual(['README.md', 'events.tsv.gz', 'items.tsv.gz', 'pictures', 'truth.json'])
    expect(readdirSync(root)).toEqual(['shop'])
    expect(JSON.parse(readFileSync(join(out, 'truth.json'), 'utf8')).visitors).toHaveLength(40)
  })

  it('replaces an earlier simulation, and refuses a folder that is something else', async () => {
    await simulate(...SMALL)
    expect((await simulate(...SMALL, '--format', 'csv')).code).toBe(0)
    expect(existsSync(join(out, 'events.tsv.gz'))).toBe(false)
    rmSync(out, { recursive: true })
    mkdirSync(out)
    writeFileSync(join(out, 'thesis.doc'), 'years of work')
    const { code, stderr } = await simulate(...SMALL)
    expect(code).toBe(2)
    expect(stderr).toContain(out)
    expect(readFileSync(join(out, 'thesis.doc'), 'utf8')).toBe('years of work')
  })

  it.each([
    [['--items', '10'], '--items 10: expected a whole number from 100 to 100000'],
    [['--visitors', 'many'], '--visitors many'],
    [['--days', '0'], '--days 0'],
    [['--bots', '2'], '--bots 2: expected a share from 0 to 1'],
    [['--from', '2025-02-30'], '--from 2025-02-30: expected a day such as 2025-03-03'],
    [['--format', 'xml'], 'Allowed choices are tsv, csv, jsonl'],
    [['--seed', '-1'], '--seed -1'],
  ])('refuses %j with a sentence that names it, and writes nothing', async (argv, message) => {
    const { code, stderr } = await simulate(...SMALL, ...argv)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(readdirSync(root)).toEqual([])
  })
})
