/**
 * npm run bench:sizes -- --model DIR [--data DIR] [--questions 4000] [--seed 1] [--forms int8,int4,pq]: what each form of the
 * item rows takes and keeps. DIR is a folder of `penchant pretrain`, its data by default those it was trained on. Every form is
 * made as `penchant publish` makes it, decoded from its bytes, and asked validation questions, the encoder alone; the
 * difference to fp32 is paired, its 95 % interval by visitors. For product quantisation, codewords as k-means leaves them and
 * as they are after training.
 */
import { parseArgs } from 'node:util'
import { decodeTable, decodeWeights, encodeWeights, servingModel } from '@penchant/model'
import { createScorer } from '@penchant/scorer'
import { startNodeBackend } from '@penchant/tensor/node'
import { openDataset, readItems, readSequences } from '../../packages/cli/src/dataset.ts'
import { inContext } from '../../packages/cli/src/dataset-context.ts'
import { createOutput } from '../../packages/cli/src/output.ts'
import { dataPathOf, loadBest, loadTower, readModelFile } from '../../packages/cli/src/pretrain/model-folder.ts'
import { nameOf } from '../../packages/cli/src/publish/choose-form.ts'
import { precisionGate } from '../../packages/cli/src/publish/precision-gate.ts'
import { tableForms } from '../../packages/cli/src/publish/table-forms.ts'
import { sample } from '../../packages/cli/src/sample.ts'
import { queriesOfAll } from '../../packages/cli/src/targets.ts'
import { itemTable } from '../../packages/cli/src/tower/item-table.ts'
import { unitTable } from '../../packages/cli/src/unit-table.ts'

const { values: flags } = parseArgs({
  options: {
    model: { type: 'string' },
    data: { type: 'string' },
    questions: { type: 'string', default: '4000' },
    seed: { type: 'string', default: '1' },
    forms: { type: 'string', default: 'int8,int4,pq' },
  },
})
if (!flags.model) throw new Error('bench:sizes needs --model DIR, a folder written by penchant pretrain')
const seed = Number(flags.seed)
const model = await readModelFile(flags.model)
const prepared = await openDataset(flags.data ?? dataPathOf(flags.model, model))
const dataset = inContext(prepared, model.context?.config)
const items = await readItems(dataset)
const tower = await loadTower(flags.model, model, items)
const { config, weights, table } = await loadBest(flags.model, model, tower)
await startNodeBackend('wasm')

const support = items.map((item) => item.support)
const rows = unitTable(itemTable(table, tower, support), config.dimension)
const questions = queriesOfAll(readSequences(dataset, 'validation'), dataset.task)
const gate = await precisionGate(await sample(questions, Number(flags.questions), seed), { weights, rows }, config)
const silent = { ...createOutput(), line() {}, progress: () => ({ update() {}, stop() {} }) }

const full = gate.exact.row(1, seed)
const line = (cells: string[]) =>
  console.log(cells.map((cell, i) => (i ? cell.padStart(12) : cell.padEnd(30))).join(''))
console.log(
  `${dataset.name}: ${items.length} items of ${config.dimension}; ${full.n} validation questions, the encoder alone, percent`,
)
line(['table', 'kB', 'NDCG@10', 'of fp32', 'from', 'to', 'gate'])
line(['fp32', kilobytes(rows.byteLength), full['NDCG@10'].toFixed(2), '100.0'])
for (const form of tableForms({ dataset, config, weights, rows, support, training: model.training, output: silent })) {
  if (!flags.forms.split(',').includes(form.size)) continue
  const files = await form.make()
  for (const [i, { bytes, weights }] of files.entries()) {
    const decodedWeights = decodeWeights(encodeWeights(weights), { config, weights: weights.entries })
    const decoded = decodeTable(bytes, { config, items: items.length, table: form.packing })
    const { tally, isKept, after } = await gate.ask({
      model: servingModel(config, decodedWeights, decoded),
      scorer: createScorer(decoded),
    })
    const interval = tally
      .difference(gate.exact, 2000, seed)
      .map((value) => (100 + (100 * value) / full['NDCG@10']).toFixed(1))
    const share = ((100 * 100 * after) / full['NDCG@10']).toFixed(1)
    const name = nameOf(form) + (files.length > 1 ? (i ? ', trained' : ', k-means') : '')
    line([name, kilobytes(bytes.length), (100 * after).toFixed(2), share, ...interval, isKept ? 'passes' : 'fails'])
  }
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0)
}
