/**
 * npm run bench:curves [-- --seed S]: learning curves of Penchant's own training, for `bench:tune`. A hundred settings
 * drawn from the space of `penchant tune` (small ones, so that it takes minutes) are trained on a simulated shop for
 * nine epochs each; what is asked after each epoch is the validation split. Writes learning-curves.json beside this file.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startNodeBackend } from '@penchant/tensor/node'
import { createStudy, randomSampler } from '@penchant/tune'
import { openDataset, readSequences } from '../../packages/cli/src/dataset.ts'
import { createOutput } from '../../packages/cli/src/output.ts'
import { trainEpochs } from '../../packages/cli/src/pretrain/train-epochs.ts'
import { createTrainer } from '../../packages/cli/src/pretrain/trainer.ts'
import { validate } from '../../packages/cli/src/pretrain/validate.ts'
import { sample } from '../../packages/cli/src/sample.ts'
import { queriesOfAll } from '../../packages/cli/src/targets.ts'
import { SPACE, settingsOf } from '../../packages/cli/src/tune/settings.ts'

const CONFIGURATIONS = 100
const EPOCHS = 9
const QUESTIONS = 500

const { values: flags } = parseArgs({ options: { seed: { type: 'string', default: '1' } } })
const seed = Number(flags.seed)
const silent = { ...createOutput(), line() {}, progress: () => ({ update() {}, stop() {} }) }
const folder = mkdtempSync(join(tmpdir(), 'penchant-curves-'))
const penchant = (...argv: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, ['packages/cli/dist/penchant.js', ...argv], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`penchant ${argv[0]}: ${stderr}`)
}
try {
  const shop = join(folder, 'shop')
  const data = join(folder, 'data')
  penchant('simulate', '--items', '300', '--visitors', '500', '--days', '60', '--out', shop)
  penchant('prepare', '--events', join(shop, 'events*'), '--items', join(shop, 'items*'), '--out', data)
  const dataset = await openDataset(data)
  await startNodeBackend('wasm')
  const questions = await sample(queriesOfAll(readSequences(dataset, 'validation'), dataset.task), QUESTIONS, 1)
  const study = createStudy({ space: SPACE, seed, sampler: randomSampler() })
  const curves: number[][] = []
  while (curves.length < CONFIGURATIONS) {
    const { params } = study.ask()!
    const small = { ...params, dimension: 16 + (params.dimension % 96), blocks: 1 + (params.blocks % 2) }
    const { config, training: own } = settingsOf(small)
    const training = { ...own, epochs: EPOCHS, seed }
    const state = createTrainer(dataset.counts.items, config, training)
    const curve: number[] = []
    const run = { dataset, config, training, state, limit: Number.POSITIVE_INFINITY, output: silent }
    for await (const _ of trainEpochs({ ...run, goesOn: () => state.epoch < EPOCHS })) {
      const { 'NDCG@10': ndcg } = await validate(questions, state.weights, state.table, config)
      curve.push(Number(ndcg.toFixed(4)))
    }
    curves.push(curve)
    console.log(`${curves.length}/${CONFIGURATIONS}: ${curve.join(' ')}`)
  }
  const { interactions, items } = dataset.counts
  const text = JSON.stringify({ metric: 'validation NDCG@10', seed, interactions, items, curves })
  await writeFile(new URL('./learning-curves.json', import.meta.url), `${text.replaceAll('],', '],\n')}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
