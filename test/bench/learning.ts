/**
 * npm run bench:learning [-- --json] [-- --data DIR --minutes M]: what learning on the device is worth. Visitors that
 * training has not seen are replayed in time, every arm on the same questions (`penchant replay`). By itself on a
 * simulated shop; with --data on any dataset of `penchant prepare` that has held-out visitors.
 */
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareCommand } from '../../packages/cli/src/prepare.ts'
import { pretrainCommand } from '../../packages/cli/src/pretrain.ts'
import { publishCommand } from '../../packages/cli/src/publish.ts'
import { replayCommand } from '../../packages/cli/src/replay.ts'
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
async function step(command: RegisterCommand, made: string | null, ...argv: string[]): Promise<void> {
  if (made !== null && existsSync(made)) return
  const { write } = process.stdout
  if (made !== null) process.stdout.write = process.stderr.write.bind(process.stderr) as typeof write
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
const size = ['--visitors', values.visitors, '--questions', values.questions, '--half', values.half]
await step(
  replayCommand,
  null,
  ...['replay', at('published'), '--data', data, '--out', at('replay'), ...size],
  ...(values.arms ? ['--arms', values.arms] : []),
  ...(existsSync(at('replay')) ? ['--resume'] : []),
  ...(values.json ? ['--json'] : []),
)
