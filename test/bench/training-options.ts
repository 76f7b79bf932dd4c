/**
 * npm run bench:training-options [-- --data DIR --epochs 3 --seeds 1,2 --questions 20000 --arms 'hard .5,recency 1']: what the
 * options of `pretrain` that are off by default do on validation; without --data on a simulated shop. NDCG@10 of the encoder alone, and the difference
 * to the standard setting over the same questions and seeds: paired, 95 % interval by visitors.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DEFAULT_CONFIG, DEFAULT_TRAINING, pessimisticRank, servingModel, type TrainingConfig } from '@penchant/model'
import { createScorer, quantizeTable } from '@penchant/scorer'
import { openDataset, readItems, readSequences } from '../../packages/cli/src/dataset.ts'
import { Tally } from '../../packages/cli/src/evaluate/tally.ts'
import { createOutput } from '../../packages/cli/src/output.ts'
import { prepareCommand } from '../../packages/cli/src/prepare.ts'
import { loadBest, loadTower } from '../../packages/cli/src/pretrain/model-folder.ts'
import { pretrain } from '../../packages/cli/src/pretrain/pretrain.ts'
import { parseTargetWeights } from '../../packages/cli/src/pretrain/target-weights.ts'
import { queryVectors } from '../../packages/cli/src/query-vectors.ts'
import { runProgram } from '../../packages/cli/src/run-program.ts'
import { sample } from '../../packages/cli/src/sample.ts'
import { simulateCommand } from '../../packages/cli/src/simulate.ts'
import { queriesOfAll } from '../../packages/cli/src/targets.ts'
import { itemTable } from '../../packages/cli/src/tower/item-table.ts'
import { unitTable } from '../../packages/cli/src/unit-table.ts'
import { printRow } from './print-row.ts'

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    epochs: { type: 'string', default: '3' },
    seeds: { type: 'string', default: '1,2' },
    questions: { type: 'string', default: '20000' },
    arms: { type: 'string' },
  },
})

const feedback = parseTargetWeights('feedback')
const ARMS: Record<string, Partial<TrainingConfig>> = {
  standard: {},
  feedback: { targetWeights: feedback },
  'hard .5': { targetWeights: feedback, hardNegatives: 0.5 },
  'hard 5': { targetWeights: feedback, hardNegatives: 5 },
  'recency 1': { recency: 1 },
}
const SEEDS = flags.seeds.split(',').map(Number)
const RESAMPLES = 2000

const folder = await mkdtemp(join(tmpdir(), 'penchant-bench-'))
try {
  const data = flags.data ?? (await simulated())
  const dataset = await openDataset(data)
  const asked = queriesOfAll(readSequences(dataset, 'validation'), dataset.task)
  const questions = await sample(asked, Number(flags.questions), 1)
  console.log(
    `${flags.data ?? 'a simulated shop'}, ${flags.epochs} epochs, seeds ${flags.seeds}, ${questions.length} questions`,
  )
  printRow(['', 'NDCG@10 %', 'difference', 'from', 'to'])
  let standard: Tally | undefined
  for (const [name, options] of Object.entries(ARMS)) {
    if (flags.arms && name !== 'standard' && !flags.arms.split(',').includes(name)) continue
    // One tally over the seeds: a visitor's questions are resampled together.
    const tally = new Tally(name)
    for (const seed of SEEDS) {
      const out = join(folder, 'model')
      await rm(out, { recursive: true, force: true })
      const model = await pretrain(data, out, {
        config: DEFAULT_CONFIG,
        training: { ...DEFAULT_TRAINING, ...options, epochs: Number(flags.epochs), seed },
        resume: false,
        output: { ...createOutput(), line() {}, result() {}, progress: () => ({ update() {}, stop() {} }) },
      })
      const tower = await loadTower(out, model, await readItems(dataset))
      const { config, weights, table } = await loadBest(out, model, tower)
      const rows = quantizeTable(unitTable(itemTable(table, tower), config.dimension), config.dimension)
      const scorer = createScorer(rows)
      for await (const { query, vector } of queryVectors(questions, servingModel(config, weights, rows))) {
        const scores = scorer.score(vector)
        tally.add(
          query.sequence.id,
          query.targets.map((row) => pessimisticRank(scores, row)),
        )
      }
    }
    standard ??= tally
    const ndcg = tally.row(1, 1)['NDCG@10']
    const difference = tally.difference(standard, RESAMPLES, 1)
    const shown = [ndcg, ndcg - standard.row(1, 1)['NDCG@10'], ...difference].map((value) => value.toFixed(2))
    printRow([name, ...shown])
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function simulated(): Promise<string> {
  const at = (name: string) => join(folder, name)
  const files = ['--events', at('shop/events.tsv.gz'), '--items', at('shop/items.tsv.gz')]
  for (const argv of [
    ['simulate', '--out', at('shop'), '--items', '1200', '--visitors', '4000', '--days', '60'],
    ['prepare', ...files, '--out', at('data')],
  ]) {
    if ((await runProgram([simulateCommand, prepareCommand], argv)) !== 0) throw new Error(`${argv[0]} failed`)
  }
  return at('data')
}
