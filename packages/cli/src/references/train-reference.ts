import { DEFAULT_TRAINING, type ServingModel, servingModel } from '@penchant/model'
import { createScorer, quantizeTable, type Scorer } from '@penchant/scorer'
import type { Values } from '@penchant/tune'
import type { Dataset } from '../dataset.ts'
import { createOutput } from '../output.ts'
import { createOptimizer } from '../pretrain/optimizer.ts'
import { trainEpochs } from '../pretrain/train-epochs.ts'
import { createTrainer, type TrainerState } from '../pretrain/trainer.ts'
import { validate } from '../pretrain/validate.ts'
import type { Query } from '../targets.ts'
import { unitTable } from '../unit-table.ts'
import { REFERENCES, type ReferenceName, referenceWeights } from './reference.ts'

export interface TrainedReference {
  model: ServingModel
  scorer: Scorer
  /** Of the best epoch, 0 to 1. */
  validation: number
  /** fp16 weights and int8 rows, as they would be published. */
  bytes: number
}

/** Nobody reads over a trial's shoulder. */
const silent = { ...createOutput(), line() {}, progress: () => ({ update() {}, stop() {} }) }

/**
 * Trains a reference on the train split by the recommender's own loop, and keeps the epoch that is best on validation.
 * @param settings of its space; default: what the recommender trains with
 */
export async function trainReference(
  name: ReferenceName,
  dataset: Dataset,
  validation: Query[],
  { epochs, seed, settings = {} }: { epochs: number; seed: number; settings?: Values },
): Promise<TrainedReference> {
  const reference = REFERENCES[name]
  const { blocks = reference.config.blocks, temperature = reference.config.temperature, ...rest } = settings
  const config = { ...reference.config, blocks: Number(blocks), temperature: Number(temperature) }
  const training = { ...DEFAULT_TRAINING, ...rest, epochs, seed }
  const weights = referenceWeights(reference, config, seed)
  const { optimizers, ...fresh } = createTrainer(dataset.counts.items, config, training)
  const none = { step() {}, memory: {} }
  const state: TrainerState = {
    ...fresh,
    weights,
    optimizers: {
      table: optimizers.table,
      weights: weights.values.length > 0 ? createOptimizer(training.optimizer, weights.values.length) : none,
    },
    ...(reference.forward && { forward: reference.forward }),
  }
  let best: { validation: number; weights: Float32Array; table: Float32Array } | undefined
  const goesOn = () => state.epoch < epochs
  const run = { dataset, config, training, state, limit: Number.POSITIVE_INFINITY, goesOn, output: silent }
  for await (const _ of trainEpochs(run)) {
    const found = (await validate(validation, weights, state.table, config, reference.forward))['NDCG@10']
    if (best && found <= best.validation) continue
    best = { validation: found, weights: weights.values.slice(), table: state.table.slice() }
  }
  const int8 = quantizeTable(unitTable(best!.table, config.dimension), config.dimension)
  const trained = { entries: weights.entries, values: best!.weights }
  return {
    model: { ...servingModel(config, trained, int8), ...(reference.forward && { forward: reference.forward }) },
    scorer: createScorer(int8),
    validation: best!.validation,
    bytes: 2 * trained.values.length + int8.data.length + int8.scales.byteLength,
  }
}
