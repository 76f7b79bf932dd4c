/**
 * npm run bench:context [-- --items 1200 --visitors 12000 --days 60 --epochs 4 --seed 1 --questions 20000]: what the context
 * is worth where the truth is known. A simulated shop is made, in which device × hour moves what is wanted and neither says
 * anything alone (`truth.json`); the model is trained as `penchant pretrain --context on` does it, and the test split's
 * questions are asked with every field unknown, which is the model without context, with each field alone, and with all.
 * NDCG@10 of the encoder alone with its difference to the first row, paired, 95 % interval by visitors.
 *
 * npm run bench:context -- --model DIR [--split validation]: the same of a folder of `penchant pretrain --context on`.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DEFAULT_CONFIG, DEFAULT_TRAINING, pessimisticRank, servingModel } from '@penchant/model'
import { createScorer, quantizeTable } from '@penchant/scorer'
import { startNodeBackend } from '@penchant/tensor/node'
import { openDataset, readItems, readSequences } from '../../packages/cli/src/dataset.ts'
import { inContext } from '../../packages/cli/src/dataset-context.ts'
import { Tally } from '../../packages/cli/src/evaluate/tally.ts'
import { createOutput } from '../../packages/cli/src/output.ts'
import { prepareCommand } from '../../packages/cli/src/prepare.ts'
import { dataPathOf, loadBest, loadTower, readModelFile } from '../../packages/cli/src/pretrain/model-folder.ts'
import { pretrain } from '../../packages/cli/src/pretrain.ts'
import { queryVectors } from '../../packages/cli/src/query-vectors.ts'
import { runProgram } from '../../packages/cli/src/run-program.ts'
import { sample } from '../../packages/cli/src/sample.ts'
import { simulateCommand } from '../../packages/cli/src/simulate.ts'
import { type Query, queriesOfAll } from '../../packages/cli/src/targets.ts'
import { itemTable } from '../../packages/cli/src/tower/item-table.ts'
import { unitTable } from '../../packages/cli/src/unit-table.ts'

const { values: flags } = parseArgs({
  options: {
    items: { type: 'string', default: '1200' },
    visitors: { type: 'string', default: '12000' },
    days: { type: 'string', default: '60' },
    epochs: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    questions: { type: 'string', default: '20000' },
    model: { type: 'string' },
    split: { type: 'string', default: 'test' },
  },
})
const { items, visitors, days, seed } = flags
const folder = await mkdtemp(join(tmpdir(), 'bench-context-'))
try {
  await measure(flags.model ?? (await trainOnShop()))
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** @returns the folder of a model that knows the context of a simulated shop */
async function trainOnShop(): Promise<string> {
  const at = (name: string) => join(folder, name)
  const shop = ['--items', items, '--visitors', visitors, '--days', days, '--seed', seed]
  const data = ['--events', at('shop/events.tsv.gz'), '--items', at('shop/items.tsv.gz'), '--out', at('data'), '--json']
  for (const argv of [
    ['simulate', '--out', at('shop'), ...shop],
    ['prepare', ...data],
  ]) {
    if ((await runProgram([simulateCommand, prepareCommand], argv)) !== 0) throw new Error(`${argv[0]} failed`)
  }
  await pretrain(at('data'), at('model'), {
    config: DEFAULT_CONFIG,
    training: { ...DEFAULT_TRAINING, epochs: Number(flags.epochs), seed: Number(seed) },
    resume: false,
    context: 'on',
    output: { ...createOutput(), progress: () => ({ update() {}, stop() {} }), result() {} },
  })
  return at('model')
}

async function measure(trained: string): Promise<void> {
  const model = await readModelFile(trained)
  if (!model.context?.isKept) throw new Error(`${trained} has no context; train it with --context on`)
  await startNodeBackend('wasm')
  const dataset = inContext(await openDataset(dataPathOf(trained, model)), model.context.config)
  const tower = await loadTower(trained, model, await readItems(dataset))
  const { config, weights, table } = await loadBest(trained, model, tower)
  const rows = quantizeTable(unitTable(itemTable(table, tower), config.dimension), config.dimension)
  const scorer = createScorer(rows)
  const fields = config.context!.fields
  const arms = [[], ...fields.map(({ name }) => [name]), fields.map(({ name }) => name)]
  const all = async function* () {
    yield* queriesOfAll(readSequences(dataset, flags.split as 'test'), dataset.task)
  }
  const isFirst = ({ sequence: { sessions }, end }: Query) => sessions[end] !== sessions[end - 1]
  for (const [name, isOf] of [
    ['the first click of a visit', isFirst],
    ['a later click', (query: Query) => !isFirst(query)],
  ] as const) {
    const of = async function* () {
      for await (const query of all()) if (isOf(query)) yield query
    }
    const questions = await sample(of(), Number(flags.questions), Number(seed))
    console.log(`\n${name}: ${questions.length} questions`)
    if (questions.length === 0) continue
    console.log(['NDCG@10', 'difference', 'from', 'to'].map((head) => head.padStart(12)).join(''), ' known')
    let none: Tally | null = null
    for (const known of arms) {
      const tally = new Tally(known.join(', '))
      for await (const { query, vector } of queryVectors(
        questions.map((query) => knowing(query, known)),
        servingModel(config, weights, rows),
      )) {
        const scores = scorer.score(vector)
        tally.add(
          query.sequence.id,
          query.targets.map((row) => pessimisticRank(scores, row)),
        )
      }
      none ??= tally
      const mean = tally.row(1, 1)['NDCG@10']
      const interval = tally.difference(none, 2000, 1)
      const cells = [mean, mean - none.row(1, 1)['NDCG@10'], ...interval].map((value) => value.toFixed(2))
      console.log(cells.map((cell) => cell.padStart(12)).join(''), ` ${tally.method || 'nothing'}`)
    }
  }

  /** The same question with all but the named fields unknown: a field that is given is not read off the clock. */
  function knowing({ sequence, ...query }: Query, known: readonly string[]): Query {
    const hidden = fields.filter(({ name }) => !known.includes(name))
    const unknown = new Uint8Array(sequence.rows.length)
    const context = { ...sequence.context, ...Object.fromEntries(hidden.map(({ name }) => [name, unknown])) }
    return { ...query, sequence: { ...sequence, context } }
  }
}
