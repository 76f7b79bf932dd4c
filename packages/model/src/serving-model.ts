import type { ModelConfig } from '@penchant/protocol'
import { tf } from '@penchant/tensor'
import type { Forward } from './recommender.ts'
import { view, type Weights } from './weights.ts'

/** What serving needs: weights, and item rows of unit length, decoded from whatever form they have. */
export interface ServingModel {
  config: ModelConfig
  weights: Weights
  /** Copies item row `row` (1…N) into `into` [d] at `at`. */
  copyRow(row: number, into: Float32Array, at: number): void
  /** Default: the recommender's own. */
  forward?: Forward
}

/** Item rows as a tensor [rows, d]; padding rows are zero. Call inside a tidy. */
export function itemsOf(rows: ArrayLike<number>, model: ServingModel): tf.Tensor2D {
  const d = model.config.dimension
  const values = new Float32Array(rows.length * d)
  for (let i = 0; i < rows.length; i++) if (rows[i] !== 0) model.copyRow(rows[i], values, i * d)
  return tf.tensor2d(values, [rows.length, d])
}

/** Tensors of an array of weights by name. Call inside a tidy. */
export function tensorsOf(weights: Weights): Map<string, tf.Tensor> {
  return new Map(weights.entries.map((entry) => [entry.name, tf.tensor(view(weights, entry), entry.shape)]))
}
