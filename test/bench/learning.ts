/**
 * npm run bench:learning [-- --json] [-- --data DIR --minutes M]: what learning on the device is worth. Visitors that
 * training has not seen are replayed in time, every arm on the same questions (`penchant replay`); then again with items by
 * chance, with a program's session and with a change of taste in each history, to see the gate at work. By itself on a
 * simulated shop; with --data on any dataset of `penchant prepare` that has held-out visitors. --work DIR keeps everything,
 * so that what was stopped goes on.
 */
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createOutput } from '../../packages/cli/src/output.ts'
import { prepareCommand } from '../../packages/cli/src/prepare.ts'
import { pretrainCommand } from '../../packages/cli/src/pretrain.ts'
import { publishCommand } from '../../packages/cli/src/publish.ts'
import { MEMORY } from '../../packages/cli/src/replay/arms.ts'
import { DISTURBANCES, type Disturbance } from '../../packages/cli/src/replay/disturb.ts'
import type { ReplaySummary } from '../../packages/cli/src/replay/summary.ts'
import { tableText } from '../../packages/cli/src/replay/table-text.ts'
import { type ReplayOptions, replay } from '../../packages/cli/src/replay.ts'
import { type RegisterCommand, runProgram } from '../../packages/cli/src/run-program.ts'
import { simulateCommand } from '../../packages/cli/src/simulate.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    /** Kept, so that a replay that was stopped goes on. */
    work: { type: 'string', default: mkdtempSync(join(tmpdir(), 'penchant-learning-')) },
    minutes: { type: 'string', default: '3' },
    visitors: { type: 'string', default: '120' },
    questions: { type: 'string', default: '30' },
    half: { type: 'string', default: 'report' },
    arms: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const at = (name: string) => join(values.work, name)
mkdirSync(values.work, { recursive: true })

/** Results of the steps before go to stderr: stdout is the table's, or the JSON's. */
async function step(command: RegisterCommand, made: string, ...argv: string[]): Promise<void> {
  if (existsSync(made)) return
  const { write } = process.stdout
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof write
  const code = await runProgram([command], argv).finally(() => {
    process.stdout.write = write
  })
  if (code !== 0) process.exit(code)
}

let { data } = values
if (data === undefined) {
  data = at('data')
  const shop = at('shop')
  const size = ['--items', '800', '--visitors', '1500', '--days', '240', '--bots', '0.02']
  await step(simulateCommand, shop, 'simulate', '--out', shop, ...size)
  const files = ['--events', join(shop, 'events.tsv.gz'), '--items', join(shop, 'items.tsv.gz')]
  await step(prepareCommand, data, 'prepare', ...files, '--visitors', '0.25', '--out', data)
}
await step(pretrainCommand, at('model'), 'pretrain', data, '--out', at('model'), '--minutes', values.minutes)
await step(publishCommand, at('published'), 'publish', at('model'), '--data', data, '--out', at('published'))

async function replayed(name: string, arms: string | undefined, disturb?: Disturbance): Promise<ReplaySummary> {
  const out = at(name)
  return replay(at('published'), {
    data: data!,
    out,
    visitors: Number(values.visitors),
    questions: Number(values.questions),
    half: values.half as ReplayOptions['half'],
    bootstrap: 2000,
    seed: 1,
    resume: existsSync(out),
    ...(arms === undefined ? {} : { arms }),
    ...(disturb ? { disturb } : {}),
    output: createOutput({ stdout: process.stderr }),
  })
}

const result = { undisturbed: await replayed('replay', values.arms) } as Record<string, ReplaySummary>
// What is no taste of the visitor's must not be learnt: what the gate holds off, and what would come of it without a gate.
const GATED = [MEMORY, 'as shipped', 'everything, gated', 'everything, no gate'].join(';')
for (const disturb of DISTURBANCES) result[disturb] = await replayed(`replay-${disturb}`, GATED, disturb)
if (values.json) console.log(JSON.stringify(result))
else for (const [name, summary] of Object.entries(result)) console.log(`\n${name}: ${tableText(summary)}`)
