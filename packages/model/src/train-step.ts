import type { BackendName, ModelConfig } from '@penchant/protocol'
import { readTensor, runOn, tf } from '@penchant/tensor'
import type { Batch } from './batch.ts'
import { type BatchShard, shardsOf } from './batch-shard.ts'
import { type LossName, lossOf, preference } from './loss.ts'
import type { Random } from './random.ts'
import { encode, type Forward, unitRows } from './recommender.ts'
import type { ServingModel } from './serving-model.ts'
import type { Dropout } from './tensors.ts'
import { elements, view, type Weights } from './weights.ts'

/** Most a step may take, its shaders' first compilation included; beyond it the backend counts as hung. */
export const STEP_MILLISECONDS = 30_000

/** Gradients of one batch: of `weights.values`, and of the item rows that it touched. */
export interface Gradients {
  loss: number
  weights: Float32Array
  /** Item rows touched, each once [r]. */
  touched: Int32Array
  /** [r, d]. */
  rows: Float32Array
}

/** Gradients of a part of a batch; those of the item rows in the order of the batch's `touched`. */
export type ShardGradients = Omit<Gradients, 'touched'>

/** Shares of elements dropped. */
export interface DropoutShares {
  items: number
  hidden: number
  random: Random
}

/**
 * Loss and gradients of one batch. The item table never enters the tape: the batch's own rows are
 * gathered into a leaf, so that the cost does not grow with the catalogue.
 *
 * @param copyRow copies an item row, not normalised, into an array [d] at a place; asked once a row
 */
export async function gradients(
  batch: Batch,
  weights: Weights,
  copyRow: ServingModel['copyRow'],
  config: ModelConfig,
  backend: BackendName,
  dropout?: DropoutShares,
  lossName: LossName = 'sampled-softmax',
  forward: Forward = encode,
): Promise<Gradients> {
  const { touched, shards } = shardsOf(batch, copyRow, config.dimension)
  return { touched, ...(await shardGradients(shards[0], weights, config, backend, dropout, lossName, forward)) }
}

/** Loss and gradients of a part of a batch: its share of the batch's. */
export async function shardGradients(
  shard: BatchShard,
  weights: Weights,
  config: ModelConfig,
  backend: BackendName,
  dropout?: DropoutShares,
  lossName: LossName = 'sampled-softmax',
  forward: Forward = encode,
): Promise<ShardGradients> {
  const { features, leaf, logQ, turnedDown } = shard
  const d = config.dimension
  const masks = (share: number): Dropout => {
    if (!dropout || share === 0) return (x) => x
    return (x) => tf.mul(x, dropoutMask(x.shape, share, dropout.random))
  }

  const result = runOn(backend, () => {
    const inputs = [
      tf.tensor2d(leaf, [leaf.length / d, d]),
      ...weights.entries.map((entry) => tf.tensor(view(weights, entry), entry.shape)),
    ]
    const loss = (rows: tf.Tensor, ...tensors: tf.Tensor[]) => {
      const byName = new Map(weights.entries.map((entry, i) => [entry.name, tensors[i]]))
      byName.set('visitor', tf.zeros([d]))
      const unit = unitRows(rows as tf.Tensor2D)
      const { queries } = forward(
        tf.gather(unit, tf.tensor1d(shard.local, 'int32')),
        features,
        tf.tensor1d(shard.positions, 'int32'),
        (name) => byName.get(name)!,
        config,
        { items: masks(dropout?.items ?? 0), hidden: masks(dropout?.hidden ?? 0) },
      )
      const own = masks(dropout?.items ?? 0)(tf.slice(unit, [0, 0], [logQ.length, d])) as tf.Tensor2D
      const nats = lossOf[lossName](
        queries,
        own,
        shard.labels,
        tf.neg(tf.tensor1d(logQ)),
        tf.tensor1d(shard.importance),
        config.temperature,
      )
      if (!turnedDown || turnedDown.asked.length === 0) return nats
      const { asked, items, weight } = turnedDown
      return tf.add(
        nats,
        preference(
          queries,
          tf.gather(own, tf.tensor1d(shard.labels, 'int32')) as tf.Tensor2D,
          tf.gather(
            unit,
            tf.tensor1d(
              Int32Array.from(items, (at) => shard.local[at]),
              'int32',
            ),
          ) as tf.Tensor2D,
          asked,
          Float32Array.from(asked, (at) => weight * shard.importance[at]),
          config.temperature,
        ),
      ) as tf.Scalar
    }
    const { value, grads } = tf.valueAndGrads(loss)(inputs)
    // One tensor, so that a GPU is asked once.
    return tf.concat([tf.reshape(value, [1]), ...grads.map((gradient) => tf.reshape(gradient, [-1]))])
  })
  const flat = await readTensor(result, STEP_MILLISECONDS)
  // Behind the rows lies padding's, which nothing may change.
  const rowsEnd = 1 + leaf.length - d
  return {
    loss: flat[0],
    rows: flat.subarray(1, rowsEnd),
    weights: flat.subarray(rowsEnd + d, rowsEnd + d + weights.values.length),
  }
}

/** 0 with probability `share`, else 1/(1−share). TF.js's own draws one seeded double an element: 20 times slower. */
function dropoutMask(shape: number[], share: number, random: Random): tf.Tensor {
  const values = new Float32Array(elements(shape))
  const limit = Math.round(share * 256)
  const kept = 256 / (256 - limit)
  for (let i = 0; i < values.length; ) {
    for (let k = 0, word = random.word(); k < 4 && i < values.length; k++, word >>>= 8) {
      values[i++] = (word & 255) < limit ? 0 : kept
    }
  }
  return tf.tensor(values, shape)
}
