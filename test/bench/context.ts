/**
 * npm run bench:context [-- --items 1200 --visitors 12000 --days 60 --epochs 4 --seed 1 --questions 20000]: what the context
 * is worth where the truth is known. A simulated shop is made, in which device × hour moves what is wanted and neither says
 * anything alone (`truth.json`); the model is trained as `penchant pretrain --context on` does it, and the test split's
 * questions are asked with every field unknown, which is the model without context, with each field alone, and with all.
 * NDCG@10 of the encoder alone with its difference to the first row, paired, 95 % interval by visitors. The last row is what
 * there is to be found: nothing is known to the model, and half of what was planted is added to its logits (half did best on
 * validation: sessions tell much of it themselves).
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
import { PALETTE } from '../../packages/cli/src/draw/palette.ts'
import { Tally } from '../../packages/cli/src/evaluate/tally.ts'
import { createOutput } from '../../packages/cli/src/output.ts'
import { prepareCommand } from '../../packages/cli/src/prepare.ts'
import { dataPathOf, loadBest, loadTower, readModelFile } from '../../packages/cli/src/pretrain/model-folder.ts'
import { pretrain } from '../../packages/cli/src/pretrain/pretrain.ts'
import { queryVectors } from '../../packages/cli/src/query-vectors.ts'
import { runProgram } from '../../packages/cli/src/run-program.ts'
import { sample } from '../../packages/cli/src/sample.ts'
import { DEVICE_HOUR, type Device, deviceHourSign } from '../../packages/cli/src/simulate/effects.ts'
import { simulateCommand } from '../../packages/cli/src/simulate.ts'
import { type Query, queriesOfAll } from '../../packages/cli/src/targets.ts'
import { itemTable } from '../../packages/cli/src/tower/item-table.ts'
import { unitTable } from '../../packages/cli/src/unit-table.ts'

interface Asked extends Query {
  /** Of the planted effect. */
  sign: number
}

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
  const names = fields.map(({ name }) => name)
  const arms = [[], ...names.map((name) => [name]), names].map((known) => ({
    name: known.join(', '),
    known,
    planted: 0,
  }))
  if (!flags.model) arms.push({ name: 'what was planted', known: [], planted: 0.5 })
  const pulls = (await readItems(dataset)).map(({ title, category }) => {
    const colour = (title ?? '').split(', ').at(-1)!.split(' / ')[0].toLowerCase()
    const department = DEVICE_HOUR.departmentSign[category?.[0] ?? ''] ?? 0
    return DEVICE_HOUR.warmthUtility * (PALETTE[colour]?.warmth ?? 0) + DEVICE_HOUR.departmentUtility * department
  })
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
    for (const { name, known, planted } of arms) {
      const tally = new Tally(name)
      for await (const { query, vector } of queryVectors(
        questions.map((query) => knowing(query, known)),
        servingModel(config, weights, rows),
      )) {
        const scores = scorer.score(vector)
        const pull = planted && planted * config.temperature * (query as Asked).sign
        if (pull) for (let i = 0; i < scores.length; i++) scores[i] += pull * pulls[i]
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

  /** Which way the planted effect goes at a question's time, on its device. */
  function signOf({ sequence: { context, times }, end }: Query): number {
    const device = dataset.contextValues.device?.[context.device[end] - 1] as Device | undefined
    return device ? deviceHourSign(device, new Date(1000 * times[end]).getUTCHours()) : 0
  }

  /** The same question with all but the named fields unknown: a field that is given is not read off the clock. */
  function knowing(query: Query, known: readonly string[]): Asked {
    const hidden = fields.filter(({ name }) => !known.includes(name))
    const { sequence } = query
    const unknown = new Uint8Array(sequence.rows.length)
    const context = { ...sequence.context, ...Object.fromEntries(hidden.map(({ name }) => [name, unknown])) }
    return { ...query, sequence: { ...sequence, context }, sign: signOf(query) }
  }
}
