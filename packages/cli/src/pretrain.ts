import { mkdirSync } from 'node:fs'
import { DEFAULT_CONFIG, DEFAULT_TRAINING, LOSSES, OPTIMIZERS, type TrainingConfig } from '@penchant/model'
import { ENCODERS, type ModelConfig } from '@penchant/protocol'
import { startNodeBackend } from '@penchant/tensor/node'
import { type Command, Option } from 'commander'
import { openDataset, readItems } from './dataset.ts'
import { wholeOf } from './dataset-whole.ts'
import { DataError, UsageError } from './errors.ts'
import { createOutput, type Output } from './output.ts'
import { numberOption } from './parse-option.ts'
import { contextConfig } from './pretrain/context-config.ts'
import { curveText } from './pretrain/curve-text.ts'
import { fitContext } from './pretrain/fit-context.ts'
import { openGradientWorkers } from './pretrain/gradient-workers.ts'
import {
  type CurvePoint,
  hasLast,
  loadBest,
  loadLast,
  loadTower,
  type ModelFile,
  readModelFile,
  relativeDataPath,
  saveBest,
  saveContext,
  saveLast,
  saveReptile,
  saveTower,
  writeModelFile,
} from './pretrain/model-folder.ts'
import { reptile } from './pretrain/reptile.ts'
import { parseTargetWeights } from './pretrain/target-weights.ts'
import { type Epoch, trainEpochs } from './pretrain/train-epochs.ts'
import { createTrainer } from './pretrain/trainer.ts'
import { validate } from './pretrain/validate.ts'
import { sampleQuestions } from './sample-questions.ts'
import { fitTower } from './tower/fit-tower.ts'
import { itemTable } from './tower/item-table.ts'

/** Share of `--minutes` that the context may take in the end. */
const CONTEXT_SHARE = 0.2
const CONTEXT_USES = ['auto', 'on', 'off'] as const

/** Validation questions asked after each epoch. */
const VALIDATION_QUERIES = 3000

export function pretrainCommand(program: Command): void {
  const { config, training } = { config: DEFAULT_CONFIG, training: DEFAULT_TRAINING }
  program
    .command('pretrain')
    .description('train the recommender on a prepared dataset')
    .argument('<data>', 'folder written by `penchant prepare`')
    .requiredOption('--out <folder>', 'where the model is kept')
    .option(
      '--epochs <n>',
      'most passes over the data',
      numberOption('--epochs', { min: 1, integer: true }),
      training.epochs,
    )
    .option(
      '--minutes <m>',
      'train this long; the learning rate falls with the time',
      numberOption('--minutes', { min: 0.01 }),
    )
    .option(
      '--patience <n>',
      'epochs without a better validation before it stops',
      numberOption('--patience', { min: 1, integer: true }),
      training.patience,
    )
    .option(
      '--cores <n>',
      'threads that share every batch; another number drops other elements, and so finds another model as good',
      numberOption('--cores', { min: 1, max: 64, integer: true }),
      1,
    )
    .option('--seed <n>', 'seed of everything random', numberOption('--seed', { min: 0, integer: true }), training.seed)
    .option('--resume', 'go on after the last finished epoch of --out')
    .addOption(new Option('--encoder <name>', 'what reads the sequence').choices(ENCODERS).default(config.encoder))
    .option(
      '--blocks <n>',
      'transformer blocks, or recurrent layers',
      numberOption('--blocks', { min: 1, max: 8, integer: true }),
      config.blocks,
    )
    .option(
      '--dimension <d>',
      'width of item rows, a multiple of 16',
      numberOption('--dimension', { min: 16, max: 512, integer: true }),
      config.dimension,
    )
    .option(
      '--max-length <n>',
      'interactions that the model sees',
      numberOption('--max-length', { min: 2, max: 500, integer: true }),
      config.maxLength,
    )
    .option(
      '--temperature <t>',
      'of the softmax over cosines',
      numberOption('--temperature', { min: 0.001, max: 10 }),
      config.temperature,
    )
    .addOption(new Option('--optimizer <name>', 'method of descent').choices(OPTIMIZERS).default(training.optimizer))
    .addOption(new Option('--loss <name>', 'what is made small').choices(LOSSES).default(training.loss))
    .option(
      '--learning-rate <r>',
      'peak step size',
      numberOption('--learning-rate', { min: 1e-6, max: 1 }),
      training.learningRate,
    )
    .option(
      '--negatives <n>',
      'uniform negatives shared by a batch',
      numberOption('--negatives', { min: 1, integer: true }),
      training.negatives,
    )
    .option(
      '--batch-positions <n>',
      'padded positions a batch',
      numberOption('--batch-positions', { min: 16, integer: true }),
      training.batchPositions,
    )
    .option(
      '--item-dropout <p>',
      'share of item-row elements dropped',
      numberOption('--item-dropout', { min: 0, max: 0.9 }),
      training.itemDropout,
    )
    .option(
      '--hidden-dropout <p>',
      'share of hidden elements dropped',
      numberOption('--hidden-dropout', { min: 0, max: 0.9 }),
      training.hiddenDropout,
    )
    .addOption(
      new Option(
        '--target-weights <how>',
        "equal; feedback, as the device's learning weighs; or weights that replace some of those, as in purchase=2,bounce=.1",
      )
        .argParser(parseTargetWeights)
        .default(training.targetWeights, 'equal'),
    )
    .option(
      '--hard-negatives <w>',
      'weight of what a session turned down before a target: removed from the cart, disliked, given back',
      numberOption('--hard-negatives', { min: 0, max: 100 }),
      training.hardNegatives,
    )
    .option(
      '--recency <k>',
      'older sessions are learnt from less often: e^-k of the oldest',
      numberOption('--recency', { min: 0, max: 20 }),
      training.recency,
    )
    .option(
      '--reptile <steps>',
      "steps of a last phase, in which the encoder is made to be tuned by a visitor's own history",
      numberOption('--reptile', { min: 0, integer: true }),
      0,
    )
    .addOption(
      new Option('--tower <use>', 'item rows made of title, category, brand, price … too, where there are any')
        .choices(['on', 'off'])
        .default(training.tower),
    )
    .addOption(
      new Option('--context <use>', "device, hour and weekday, and the shop's own; auto: where validation says so")
        .choices(CONTEXT_USES)
        .default('auto'),
    )
    .option('--time-zone <name>', 'zone whose clock gives hour and weekday, as Europe/Berlin', 'UTC')
    .option('--everything', 'learn from the validation and test splits too; nothing is left to judge the model by')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', '\nExample:\n  penchant pretrain data/ --out model/ --minutes 20\n')
    .action(async (data: string, options) => {
      if (options.dimension % 16 !== 0) {
        throw new UsageError(`--dimension ${options.dimension} is no multiple of 16; take 32, 48, 64 …`)
      }
      if (!isTimeZone(options.timeZone)) {
        throw new UsageError(`--time-zone ${options.timeZone} is no time zone; give one such as Europe/Berlin`)
      }
      const { encoder, blocks, dimension, maxLength, temperature, optimizer, loss, tower, targetWeights } = options
      await pretrain(data, options.out, {
        config: { ...config, encoder, blocks, dimension, maxLength, temperature, feedForward: 2 * dimension },
        training: {
          ...training,
          optimizer,
          loss,
          tower,
          targetWeights,
          ...pick(options, ['epochs', 'patience', 'seed', 'learningRate', 'negatives', 'batchPositions']),
          ...pick(options, ['itemDropout', 'hiddenDropout', 'hardNegatives', 'recency']),
        },
        minutes: options.minutes,
        cores: options.cores,
        reptile: options.reptile,
        resume: options.resume === true,
        everything: options.everything === true,
        context: options.context,
        timeZone: options.timeZone,
        output: createOutput(options),
      })
    })
}

type NumberSetting = Exclude<keyof TrainingConfig, 'optimizer' | 'loss' | 'tower' | 'targetWeights'>

function pick<K extends NumberSetting>(from: Record<K, number>, names: K[]): Pick<TrainingConfig, K> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<TrainingConfig, K>
}

export interface PretrainOptions {
  config: ModelConfig
  training: TrainingConfig
  /** Wall-clock limit; the schedule follows whichever of time and epochs is further. */
  minutes?: number
  resume: boolean
  /** Threads that share every batch; default: 1. A resumed run keeps its own number. */
  cores?: number
  /** Steps of the Reptile phase; default: 0. */
  reptile?: number
  /** Train on all splits but the disjoint visitors. */
  everything?: boolean
  /** Whether the context is learnt, and kept; default: off. */
  context?: (typeof CONTEXT_USES)[number]
  /** IANA name of the zone whose clock gives hour and weekday; default: UTC. */
  timeZone?: string
  output: Output
}

/**
 * Trains until the epochs or the minutes are used up, or validation NDCG@10 stops rising. The folder
 * holds a whole model after every epoch. @throws DataError, UsageError
 */
export async function pretrain(data: string, out: string, options: PretrainOptions): Promise<ModelFile> {
  const { output } = options
  const prepared = await openDataset(data)
  const dataset = options.everything ? await wholeOf(prepared) : prepared
  if (dataset.counts.items < 2)
    throw new DataError(
      `${data} has ${dataset.counts.items} item, and two are needed to learn from; prepare with a lower --min-support (it was ${dataset.minSupport}), or give events of more items`,
    )
  const resumed = options.resume && hasLast(out)
  if (options.resume && !resumed) output.line(`nothing to resume in ${out}: training starts from the beginning`)
  if (!options.resume && hasLast(out)) {
    output.line(`${out} holds an earlier model, which is replaced (--resume would go on with it)`)
  }
  mkdirSync(out, { recursive: true })
  const model: ModelFile = resumed
    ? await readModelFile(out)
    : {
        formatVersion: 1,
        config: options.config,
        training: options.training,
        data: relativeDataPath(out, data),
        items: dataset.counts.items,
        ...((options.cores ?? 1) > 1 && { cores: options.cores }),
        ...(options.everything && { everything: true }),
        best: null,
        curve: [],
      }
  if (resumed && (model.everything ?? false) !== (options.everything ?? false)) {
    throw new UsageError(
      `${out} was begun ${model.everything ? 'with' : 'without'} --everything; resume it the same way, or name another --out`,
    )
  }
  // A resumed run keeps its own settings, but may be given more time.
  const training = { ...model.training, epochs: options.training.epochs }
  const items = await readItems(dataset)
  const tower = resumed ? await loadTower(out, model, items) : fitTower(dataset, items, model.config, training)
  if (!resumed) await saveTower(out, tower)
  const state = createTrainer(model.items, model.config, training, tower)
  if (resumed) Object.assign(model, await loadLast(out, state))

  await startNodeBackend('wasm')
  output.line(`reading ${dataset.counts.interactions} interactions of ${dataset.counts.items} items`)
  const validation = options.everything ? [] : await sampleQuestions(dataset, VALIDATION_QUERIES, training.seed)
  if (validation.length === 0)
    output.line('no validation targets: every epoch counts as the best, and none stops the training')

  let sinceBest = model.best ? state.epoch - model.best.epoch : 0
  const limit = options.minutes ? options.minutes * 60 : Number.POSITIVE_INFINITY
  const goesOn = () => state.epoch < training.epochs && state.seconds < limit && sinceBest < training.patience
  const steps = model.curve.at(-1)?.steps
  const workers = model.cores ? openGradientWorkers(model.cores - 1, { config: model.config, training }) : undefined
  try {
    const run = { dataset, config: model.config, training, state, limit, steps, goesOn, output, workers }
    for await (const epoch of trainEpochs(run)) await keep(epoch)
  } finally {
    await workers?.close()
  }
  await addReptile()
  await addContext()
  const found = model.context ? [`context ${model.context.isKept ? 'kept' : 'left out'}`] : []
  output.result(
    { out, best: model.best, curve: model.curve, ...(model.context && { context: model.context }) },
    [curveText(model.curve), ...found].join('\n'),
  )
  return model

  /** Measures the model as it is after an epoch, and leaves it in the folder. */
  async function keep({ loss, steps }: Epoch): Promise<void> {
    const { 'NDCG@10': ndcg } = await validate(validation, state.weights, itemTable(state.table, tower), model.config)
    const point: CurvePoint = { epoch: state.epoch, seconds: Math.round(state.seconds), loss, validation: ndcg, steps }
    model.curve.push(point)
    const better = !model.best || validation.length === 0 || ndcg > model.best.validation
    sinceBest = better ? 0 : sinceBest + 1
    if (better) {
      model.best = point
      await saveBest(out, state)
    }
    await saveLast(out, state, model)
    await writeModelFile(out, model)
    const measured = validation.length > 0 ? `, validation NDCG@10 ${(100 * ndcg).toFixed(2)} %` : ''
    output.line(
      `epoch ${point.epoch}: loss ${loss.toFixed(3)}${measured}${better ? ' (best)' : ''}, ${point.seconds} s`,
    )
  }

  /** Makes the best model one to be tuned, where that is wanted. */
  async function addReptile(): Promise<void> {
    const steps = options.reptile ?? 0
    delete model.reptile
    await saveReptile(out, null)
    if (steps === 0) return
    const { weights, table: own } = await loadBest(out, { config: model.config }, tower)
    const table = itemTable(own, tower)
    const ndcg = async () => 100 * (await validate(validation, weights, table, model.config))['NDCG@10']
    const before = validation.length > 0 ? await ndcg() : 0
    await reptile({ dataset, config: model.config, weights, table, training, steps, output })
    const after = validation.length > 0 ? await ndcg() : 0
    await saveReptile(out, weights)
    model.reptile = { steps, before, after }
    output.line(`reptile: validation NDCG@10 ${before.toFixed(2)} → ${after.toFixed(2)} % before anything is tuned`)
  }

  /** Learns the context on top of the best model, and keeps it where it is wanted or has earned its place. */
  async function addContext(): Promise<void> {
    const { context: use = 'off', timeZone = 'UTC' } = options
    delete model.context
    await saveContext(out, null)
    const context = use === 'off' ? null : contextConfig(dataset, timeZone)
    if (use === 'on' && !context) {
      throw new DataError(`${data} has neither a clock nor context columns; prepare it with --map context.NAME=COLUMN`)
    }
    if (context && use === 'auto' && validation.length === 0) {
      output.line('no validation targets to judge the context by, so it is left out; --context on would keep it')
    }
    if (context && (use === 'on' || validation.length > 0)) {
      const { weights, table } = await loadBest(out, { config: model.config, reptile: model.reptile }, tower)
      const fit = await fitContext({
        dataset,
        config: model.config,
        weights,
        table: itemTable(table, tower),
        context,
        training,
        validation,
        steps: model.curve.at(-1)?.steps ?? 1,
        limit: CONTEXT_SHARE * limit,
        output,
      })
      const { worth } = fit
      const isKept = use === 'on' || (worth !== null && worth.interval[0] > 0)
      if (isKept) await saveContext(out, fit.weights)
      model.context = { config: context, worth, isKept }
      if (worth) {
        const points = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`
        output.line(
          `context (${context.fields.map(({ name }) => name).join(', ')}): validation NDCG@10 ${worth.without.toFixed(2)} → ${worth.with.toFixed(2)} %, ${points(worth.interval[0])} to ${points(worth.interval[1])}: ${isKept ? 'kept' : 'left out'}`,
        )
      }
    }
    await writeModelFile(out, model)
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}
