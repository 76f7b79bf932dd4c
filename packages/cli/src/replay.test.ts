import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capturedRun } from './captured-run.ts'
import { prepareCommand } from './prepare.ts'
import { pretrainCommand } from './pretrain.ts'
import { publishCommand } from './publish.ts'
import type { VisitorOutcome } from './replay/replay-visitor.ts'
import type { ReplaySummary } from './replay/summary.ts'
import { replayCommand } from './replay.ts'
import type { RegisterCommand } from './run-program.ts'

let folder: string
const at = (name: string) => join(folder, name)
const DAY = 86_400

/** Sixty visitors with six evenings of twelve views each, who keep to a group of items, each in an order of their own. */
function events(): string {
  const lines = ['time,visitor,item,event']
  for (let visitor = 0; visitor < 60; visitor++)
    for (let evening = 0; evening < 6; evening++)
      for (let i = 0; i < 12; i++) {
        const time = 1_700_000_000 + visitor * 900 + evening * DAY + i * 45 + ((i * 7 + visitor) % 11)
        lines.push(`${time},v${visitor},${'abc'[visitor % 3]}${(i * (1 + (visitor % 4)) + evening) % 10},view_item`)
      }
  writeFileSync(at('events.csv'), lines.join('\n'))
  return at('events.csv')
}

async function done(command: RegisterCommand, ...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await capturedRun(command, argv)
  expect(code, stderr).toBe(0)
  return stdout
}

const ARMS = 'last window; memory; as shipped; everything, no gate'
const argv = (out: string, ...more: string[]) => {
  const size = ['--visitors', '5', '--questions', '10', '--half', 'both', '--bootstrap', '50', '--arms', ARMS]
  return ['replay', at('published'), '--data', at('data'), '--out', at(out), ...size, ...more]
}
const replayed = async (out: string, ...more: string[]): Promise<ReplaySummary & { report: string }> =>
  JSON.parse(await done(replayCommand, ...argv(out, '--json', ...more)))
const journalOf = (out: string) =>
  readFileSync(join(at(out), 'journal.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
/** All but what the clock says. */
const timeless = ({ arms, ...rest }: ReplaySummary) => ({
  ...rest,
  arms: arms.map(({ millisecondsPerVisitor: _, ...arm }) => arm),
})

let whole: ReplaySummary & { report: string }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-replay-'))
  const split = ['--min-support', '1', '--validation', '0.2', '--test', '0', '--visitors', '0.2', '--audit', 'off']
  await done(prepareCommand, 'prepare', '--events', events(), ...split, '--out', at('data'))
  const small = ['--dimension', '16', '--epochs', '2', '--batch-positions', '128', '--negatives', '16']
  await done(pretrainCommand, 'pretrain', at('data'), ...small, '--out', at('model'))
  await done(publishCommand, 'publish', at('model'), '--out', at('published'))
  whole = await replayed('whole')
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('penchant replay', () => {
  it('asks every arm the same questions, and lets those learn that may', () => {
    expect(whole.arms.map(({ arm }) => arm)).toEqual(ARMS.split('; '))
    expect(whole).toMatchObject({ visitors: 5, questions: 50, report: join(at('whole'), 'report.html') })
    const [, memory, shipped, ungated] = whole.arms
    expect(memory.runs.tried).toBe(0)
    expect(shipped.runs.tried).toBeGreaterThan(0)
    expect(ungated.runs).toMatchObject({ accepted: ungated.runs.tried, rolledBack: 0 })
    expect(ungated.bytesPerVisitor).toBeGreaterThan(0)
    for (const { strata } of whole.arms) expect(strata.reduce((sum, each) => sum + each.questions, 0)).toBe(50)
    expect(readFileSync(whole.report, 'utf8')).toContain('5 visitors that no training has seen')
  })

  it('goes on after the last whole visitor of its journal', async () => {
    const [head, first, second] = journalOf('whole')
    const marked = JSON.parse(first) as VisitorOutcome
    marked.arms['last window'].ndcg.fill(1)
    await done(replayCommand, ...argv('resumed', '--visitors', '1'))
    // Killed while it wrote the second visitor.
    writeFileSync(join(at('resumed'), 'journal.jsonl'), `${head}\n${JSON.stringify(marked)}\n${second.slice(0, 60)}`)
    const resumed = await replayed('resumed', '--resume')
    // What was there is not replayed again, and the others are.
    expect(resumed.arms[0]['NDCG@10']).toBeGreaterThan(whole.arms[0]['NDCG@10'])
    expect(
      timeless(resumed)
        .arms.slice(1)
        .map((arm) => arm['NDCG@10']),
    ).toEqual(
      timeless(whole)
        .arms.slice(1)
        .map((arm) => arm['NDCG@10']),
    )
    expect(journalOf('resumed')).toHaveLength(6)
  })

  it('does not mix runs', async () => {
    const again = await capturedRun(replayCommand, argv('whole'))
    expect(again.code).toBe(2)
    expect(again.stderr).toContain('--resume')
    const other = await capturedRun(replayCommand, argv('whole', '--resume', '--questions', '11'))
    expect(other.code).toBe(2)
    expect(other.stderr).toContain('other options')
    expect(journalOf('whole')).toHaveLength(6)
  })

  it('names the arms that there are', async () => {
    const { code, stderr } = await capturedRun(replayCommand, argv('none', '--arms', 'memroy'))
    expect(code).toBe(2)
    expect(stderr).toContain('memory; + mix')
    expect(existsSync(at('none'))).toBe(false)
  })

  it('prints a table, with what the gate let through', async () => {
    const text = await done(replayCommand, ...argv('whole', '--resume'))
    expect(text).toContain('5 visitors, 50 questions')
    expect(text).toMatch(/everything, no gate +\d+ +100 %/)
  })

  it('puts into the histories what is not the visitor’s, the same each time', async () => {
    const noisy = await replayed('noisy', '--disturb', 'noise')
    expect(timeless(noisy).arms).not.toEqual(timeless(whole).arms)
    rmSync(at('noisy'), { recursive: true })
    expect(timeless(await replayed('noisy', '--disturb', 'noise'))).toEqual(timeless(noisy))
  })
})
