import {
  type Batch,
  createRandom,
  type Forward,
  type Gradients,
  gradients,
  type Random,
  type ServingModel,
  type ShardGradients,
  shardGradients,
  shardsOf,
  type TrainingConfig,
  type Weights,
} from '@penchant/model'
import type { BackendName, ModelConfig } from '@penchant/protocol'
import type { GradientWorkers } from './gradient-workers.ts'

/**
 * Loss and gradients of a batch with dropout, on this thread and, where there are workers, on theirs too: each computes a
 * part of the batch's sequences, and the sum is what one core would have found but for the elements that are dropped.
 * @param random draws what is dropped
 */
export async function computeGradients(
  batch: Batch,
  { weights, forward }: { weights: Weights; forward?: Forward },
  copyRow: ServingModel['copyRow'],
  config: ModelConfig,
  training: TrainingConfig,
  random: Random,
  backend: BackendName,
  workers?: GradientWorkers,
): Promise<Gradients> {
  const dropout = { items: training.itemDropout, hidden: training.hiddenDropout, random }
  if (!workers) return gradients(batch, weights, copyRow, config, backend, dropout, training.loss, forward)
  const { touched, shards } = shardsOf(batch, copyRow, config.dimension, workers.count + 1)
  const seeds = shards.map(() => random.word())
  const theirs = shards.slice(1).map((shard, i) => {
    return workers.compute(i, { shard, weights: weights.values, seed: seeds[i + 1] })
  })
  // They have begun before this thread, which does nothing else meanwhile.
  const own = shardGradients(
    shards[0],
    weights,
    config,
    backend,
    { ...dropout, random: createRandom(seeds[0]) },
    training.loss,
  )
  return { touched, ...sumOf(await Promise.all([own, ...theirs])) }
}

/** Always in the same order: sums of floating-point numbers depend on it. */
function sumOf([first, ...rest]: ShardGradients[]): ShardGradients {
  let { loss } = first
  for (const each of rest) {
    loss += each.loss
    add(first.rows, each.rows)
    add(first.weights, each.weights)
  }
  return { ...first, loss }
}

function add(to: Float32Array, from: Float32Array): void {
  for (let i = 0; i < to.length; i++) to[i] += from[i]
}
