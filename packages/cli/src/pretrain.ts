import { DEFAULT_CONFIG, DEFAULT_TRAINING, LOSSES, OPTIMIZERS, type TrainingConfig } from '@penchant/model'
import { ENCODERS } from '@penchant/protocol'
import { type Command, Option } from 'commander'
import { UsageError } from './errors.ts'
import { createOutput } from './output.ts'
import { numberOption } from './parse-option.ts'
import { CONTEXT_USES } from './pretrain/add-context.ts'
import { pretrain } from './pretrain/pretrain.ts'
import { parseTargetWeights } from './pretrain/target-weights.ts'

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

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}
