import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '@penchant/model'
import { afterAll, expect, it } from 'vitest'
import { capturedRun } from '../captured-run.ts'
import { checkCommand } from '../check.ts'
import { openDataset, readSequences } from '../dataset.ts'
import { inContext } from '../dataset-context.ts'
import { evaluateCommand } from '../evaluate.ts'
import { prepareCommand } from '../prepare.ts'
import { pretrainCommand } from '../pretrain.ts'
import { publishCommand } from '../publish.ts'
import { readPublished } from '../published-model.ts'
import { readModelFile } from './model-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'penchant-context-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const commands = { prepareCommand, pretrainCommand, publishCommand, evaluateCommand, checkCommand }
async function done(name: keyof typeof commands, ...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await capturedRun(commands[name], [name.replace('Command', ''), ...argv])
  expect(code, stderr).toBe(0)
  return stdout
}

/** Every session is of two items of one half of the shop: which half says the device, or, where it has no effect, chance. */
async function dataset(name: string, hasEffect: boolean): Promise<void> {
  const random = createRandom(1)
  const lines = ['time,visitor,event,item,device']
  for (let visitor = 0; visitor < 900; visitor++) {
    const device = random.below(2)
    const half = hasEffect ? device : random.below(2)
    const start = Date.UTC(2026, 0, 1 + (visitor % 30), 12)
    // The first item is of both halves, so that it gives nothing away.
    const items = [random.below(4), 10 + 10 * half + random.below(10)]
    for (const [i, item] of items.entries()) {
      const time = new Date(start + i * 60_000).toISOString()
      lines.push(`${time},v${visitor},view_item,i${item},${device ? 'phone' : 'desktop'}`)
    }
  }
  writeFileSync(at(`${name}.csv`), lines.join('\n'))
  const options = ['--min-support', '1', '--validation', '0.2', '--test', '0.2']
  await done('prepareCommand', '--events', at(`${name}.csv`), ...options, '--out', at(name))
}

const SMALL = ['--dimension', '16', '--epochs', '3', '--batch-positions', '64', '--negatives', '16']
const ndcg = async (model: string, data: string) =>
  JSON.parse(await done('evaluateCommand', at(model), '--data', at(data), '--baselines', 'popularity', '--json'))
    .rows[0]['NDCG@10']

it('is kept where validation says so, serves better, and leaves the model as it was where it is not', async () => {
  await dataset('planted', true)
  await done('pretrainCommand', at('planted'), ...SMALL, '--out', at('model'))
  const { context } = await readModelFile(at('model'))
  expect(context).toMatchObject({ isKept: true, config: { timeZone: 'UTC' } })
  expect(context!.config.fields.map(({ name }) => name)).toEqual(['device', 'hour', 'weekday'])
  await done('publishCommand', at('model'), '--out', at('with'))
  await done('checkCommand', at('with'))

  await done('pretrainCommand', at('planted'), ...SMALL, '--context', 'off', '--out', at('off-model'))
  await done('publishCommand', at('off-model'), '--out', at('without'))
  const [known, without] = [await readPublished(at('with')), await readPublished(at('without'))]
  expect(without.manifest.config.context).toBeUndefined()
  // The same training: what reads the context stands behind the rest.
  const { values } = without.model.weights
  expect([...known.model.weights.values.subarray(0, values.length)]).toEqual([...values])
  expect(await ndcg('with', 'planted')).toBeGreaterThan(1.3 * (await ndcg('without', 'planted')))
}, 120_000)

it('is left out where it says nothing', async () => {
  await dataset('chance', false)
  await done('pretrainCommand', at('chance'), ...SMALL, '--out', at('chance-model'))
  expect(await readModelFile(at('chance-model'))).toMatchObject({ context: { isKept: false } })
  await done('publishCommand', at('chance-model'), '--out', at('chance-published'))
  expect((await readPublished(at('chance-published'))).manifest.config.context).toBeUndefined()
}, 120_000)

it('reads a dataset of other codes by what they stand for', async () => {
  const plain = await openDataset(at('planted'))
  const values = ['tablet', ...[...plain.contextValues.device].reverse()]
  const context = { fields: [{ name: 'device', values }], width: 4, crosses: 0, rank: 1 }
  const words = async (dataset: typeof plain) => {
    const found: string[] = []
    for await (const { context } of readSequences(dataset, 'test'))
      found.push(...Array.from(context.device, (code) => dataset.contextValues.device[code - 1]))
    return found
  }
  const other = inContext(plain, context)
  expect(other.contextValues.device).toEqual(values)
  expect(await words(other)).toEqual(await words(plain))
})
