import {
  type Batch,
  createItemRows,
  createRandom,
  createWeights,
  type Forward,
  type TrainingConfig,
  tableRows,
  type Weights,
} from '@penchant/model'
import type { BackendName, ModelConfig } from '@penchant/protocol'
import { addContent, type ItemTower, stepTower } from '../tower/item-tower.ts'
import { computeGradients } from './compute-gradients.ts'
import type { GradientWorkers } from './gradient-workers.ts'
import { createOptimizer, type Optimizer } from './optimizer.ts'

/** All that training changes; a checkpoint is a copy of it. */
export interface TrainerState {
  weights: Weights
  /** Item rows [items + 1, d]; with a tower, what each has of its own. */
  table: Float32Array
  tower: ItemTower | null
  optimizers: { weights: Optimizer; table: Optimizer }
  /** How a sequence is read; default: the recommender's own. */
  forward?: Forward
  /** Epochs finished. */
  epoch: number
  /** Seconds trained. */
  seconds: number
}

export function createTrainer(
  items: number,
  config: ModelConfig,
  training: TrainingConfig,
  tower: ItemTower | null = null,
): TrainerState {
  const random = createRandom(training.seed)
  const weights = createWeights(config, random)
  // Items of a tower begin with what they have in common.
  const table = tower
    ? new Float32Array((items + 1) * config.dimension)
    : createItemRows(items, config.dimension, random)
  return {
    weights,
    table,
    tower,
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
  workers?: GradientWorkers,
): Promise<number> {
  const { weights, table, tower, optimizers } = state
  const d = config.dimension
  const own = tableRows(table, d)
  /** Rows that stand for new items in this batch. */
  const bare = new Set<number>()
  const copyRow = tower
    ? (row: number, into: Float32Array, at: number) => {
        if (random.uniform() < training.idDropout) bare.add(row)
        else own(row, into, at)
        addContent(tower, row, into, at)
      }
    : own
  const found = await computeGradients(batch, state, copyRow, config, training, random, backend, workers)
  if (!Number.isFinite(found.loss)) return found.loss
  const learningRate = learningRateAt(progress, training)
  if (training.weightDecay > 0) {
    const keep = 1 - learningRate * training.weightDecay
    for (let i = 0; i < weights.values.length; i++) weights.values[i] *= keep
  }
  optimizers.weights.step(weights.values, found.weights, learningRate)
  if (!tower) {
    optimizers.table.step(table, found.rows, learningRate, found.touched)
    return found.loss
  }
  stepTower(tower, found.touched, found.rows, learningRate)
  const kept = found.touched.filter((row) => !bare.has(row))
  const slopes = new Float32Array(kept.length * d)
  for (let k = 0, to = 0; k < found.touched.length; k++) {
    if (bare.has(found.touched[k])) continue
    slopes.set(found.rows.subarray(k * d, (k + 1) * d), to)
    to += d
  }
  optimizers.table.step(table, slopes, learningRate, kept)
  for (const row of kept) shorten(table.subarray(row * d, (row + 1) * d), training.idBound)
  return found.loss
}

/** Makes a vector at most so long, in place. */
function shorten(vector: Float32Array, length: number): void {
  let square = 0
  for (let i = 0; i < vector.length; i++) square += vector[i] * vector[i]
  if (square <= length * length) return
  const scale = length / Math.sqrt(square)
  for (let i = 0; i < vector.length; i++) vector[i] *= scale
}
