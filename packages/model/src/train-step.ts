import type { BackendName, ModelConfig } from '@penchant/protocol'
import { readTensor, runOn, tf } from '@penchant/tensor'
import type { Features } from './features.ts'
import { type LossName, lossOf } from './loss.ts'
import type { Candidates } from './negatives.ts'
import type { Random } from './random.ts'
import { encode, type Forward, unitRows } from './recommender.ts'
import type { ServingModel } from './serving-model.ts'
import type { Dropout } from './tensors.ts'
import { elements, view, type Weights } from './weights.ts'

/** Most a step may take, its shaders' first compilation included; beyond it the backend counts as hung. */
export const STEP_MILLISECONDS = 30_000

/** One batch: what is seen, where something is to be predicted, and among what. */
export interface Batch {
  features: Features
  /** Flat indices into batch × length [p]. */
  positions: Int32Array
  /** Weight of each target [p]; only ratios matter. */
  importance: Float32Array
  /** Its `labels` are the targets of `positions`. */
  candidates: Candidates
}

/** Gradients of one batch: of `weights.values`, and of the item rows that it touched. */
export interface Gradients {
  loss: number
  weights: Float32Array
  /** Item rows touched, each once [r]. */
  touched: Int32Array
  /** [r, d]. */
  rows: Float32Array
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
  dropout?: { items: number; hidden: number; random: Random },
  lossName: LossName = 'sampled-softmax',
  forward: Forward = encode,
): Promise<Gradients> {
  const { features, candidates } = batch
  const d = config.dimension

  // Candidates come first, so that they are a slice; then the inputs that are no candidates; padding last.
  const place = new Map<number, number>()
  for (const row of candidates.rows) place.set(row, place.size)
  for (const row of features.rows) if (row !== 0 && !place.has(row)) place.set(row, place.size)
  const touched = Int32Array.from(place.keys())
  place.set(0, touched.length)
  const local = Int32Array.from(features.rows, (row) => place.get(row)!)
  const leaf = new Float32Array((touched.length + 1) * d)
  for (let i = 0; i < touched.length; i++) copyRow(touched[i], leaf, i * d)

  const total = batch.importance.reduce((sum, each) => sum + each, 0)
  const importance = batch.importance.map((each) => each / total)
  const masks = (share: number): Dropout => {
    if (!dropout || share === 0) return (x) => x
    return (x) => tf.mul(x, dropoutMask(x.shape, share, dropout.random))
  }

  const result = runOn(backend, () => {
    const inputs = [
      tf.tensor2d(leaf, [touched.length + 1, d]),
      ...weights.entries.map((entry) => tf.tensor(view(weights, entry), entry.shape)),
    ]
    const loss = (rows: tf.Tensor, ...tensors: tf.Tensor[]) => {
      const byName = new Map(weights.entries.map((entry, i) => [entry.name, tensors[i]]))
      byName.set('visitor', tf.zeros([d]))
      const unit = unitRows(rows as tf.Tensor2D)
      const { queries } = forward(
        tf.gather(unit, tf.tensor1d(local, 'int32')),
        features,
        tf.tensor1d(batch.positions, 'int32'),
        (name) => byName.get(name)!,
        config,
        { items: masks(dropout?.items ?? 0), hidden: masks(dropout?.hidden ?? 0) },
      )
      const own = masks(dropout?.items ?? 0)(tf.slice(unit, [0, 0], [candidates.rows.length, d])) as tf.Tensor2D
      return lossOf[lossName](
        queries,
        own,
        candidates.labels,
        tf.neg(tf.tensor1d(candidates.logQ)),
        tf.tensor1d(importance),
        config.temperature,
      )
    }
    const { value, grads } = tf.valueAndGrads(loss)(inputs)
    // One tensor, so that a GPU is asked once.
    return tf.concat([tf.reshape(value, [1]), ...grads.map((gradient) => tf.reshape(gradient, [-1]))])
  })
  const flat = await readTensor(result, STEP_MILLISECONDS)
  const rowsEnd = 1 + touched.length * d
  return {
    loss: flat[0],
    touched,
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
