import {
  type Batch,
  createItemRows,
  createRandom,
  createWeights,
  type Forward,
  gradients,
  type TrainingConfig,
  type Weights,
} from '@penchant/model'
import type { BackendName, ModelConfig } from '@penchant/protocol'
import { createOptimizer, type Optimizer } from './optimizer.ts'

/** All that training changes; a checkpoint is a copy of it. */
export interface TrainerState {
  weights: Weights
  /** Item rows [items + 1, d]. */
  table: Float32Array
  optimizers: { weights: Optimizer; table: Optimizer }
  /** How a sequence is read; default: the recommender's own. */
  forward?: Forward
  /** Epochs finished. */
  epoch: number
  /** Seconds trained. */
  seconds: number
}

export function createTrainer(items: number, config: ModelConfig, training: TrainingConfig): TrainerState {
  const random = createRandom(training.seed)
  const weights = createWeights(config, random)
  const table = createItemRows(items, config.dimension, random)
  return {
    weights,
    table,
    optimizers: {
      weights: createOptimizer(training.optimizer, weights.values.length),
      table: createOptimizer(training.optimizer, table.length, config.dimension),
    },
    epoch: 0,
    seconds: 0,
  }
}

/** Step size at a share of the whole run: linear warm-up, then a cosine down to a twentieth. */
export function learningRateAt(progress: number, { learningRate, warmup }: TrainingConfig): number {
  if (progress < warmup) return learningRate * Math.max(0.02, progress / warmup)
  const done = Math.min(1, (progress - warmup) / (1 - warmup))
  return learningRate * (0.05 + 0.95 * 0.5 * (1 + Math.cos(Math.PI * done)))
}

/** One step on one batch. @returns nats a target. */
export async function step(
  state: TrainerState,
  batch: Batch,
  config: ModelConfig,
  training: TrainingConfig,
  progress: number,
  random: ReturnType<typeof createRandom>,
  backend: BackendName,
): Promise<number> {
  const { weights, table, optimizers } = state
  const dropout = { items: training.itemDropout, hidden: training.hiddenDropout, random }
  const found = await gradients(batch, weights, table, config, backend, dropout, training.loss, state.forward)
  if (!Number.isFinite(found.loss)) return found.loss
  const learningRate = learningRateAt(progress, training)
  if (training.weightDecay > 0) {
    const keep = 1 - learningRate * training.weightDecay
    for (let i = 0; i < weights.values.length; i++) weights.values[i] *= keep
  }
  optimizers.weights.step(weights.values, found.weights, learningRate)
  optimizers.table.step(table, found.rows, learningRate, found.touched)
  return found.loss
}
