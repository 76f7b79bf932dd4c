import { mkdirSync } from 'node:fs'
import type { TrainingConfig } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import { startNodeBackend } from '@penchant/tensor/node'
import { openDataset, readItems } from '../dataset.ts'
import { wholeOf } from '../dataset-whole.ts'
import { DataError, UsageError } from '../errors.ts'
import type { Output } from '../output.ts'
import { sampleQuestions } from '../sample-questions.ts'
import { fitTower } from '../tower/fit-tower.ts'
import { itemTable } from '../tower/item-table.ts'
import { addContext, type ContextUse } from './add-context.ts'
import { addReptile } from './add-reptile.ts'
import { curveText } from './curve-text.ts'
import { openGradientWorkers } from './gradient-workers.ts'
import {
  type CurvePoint,
  hasLast,
  loadLast,
  loadTower,
  type ModelFile,
  readModelFile,
  relativeDataPath,
  saveBest,
  saveLast,
  saveTower,
  writeModelFile,
} from './model-folder.ts'
import { type Epoch, trainEpochs } from './train-epochs.ts'
import { createTrainer } from './trainer.ts'
import { validate } from './validate.ts'

/** Validation questions asked after each epoch. */
const VALIDATION_QUERIES = 3000

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
  context?: ContextUse
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
  const phase = { out, model, tower, dataset, training, validation, output }
  await addReptile(phase, options.reptile ?? 0)
  const { context: use = 'off', timeZone = 'UTC' } = options
  await addContext(phase, { use, timeZone, limit })
  const found = model.context ? [`context ${model.context.isKept ? 'kept' : 'left out'}`] : []
  output.result(
    { out, best: model.best, curve: model.curve, ...(model.context && { context: model.context }) },
    [curveText(model.curve, validation.length > 0), ...found].join('\n'),
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
}
