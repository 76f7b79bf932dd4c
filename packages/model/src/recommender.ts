import type { ModelConfig } from '@penchant/protocol'
import { tf } from '@penchant/tensor'
import { causalMask } from './attention.ts'
import { contextFilm } from './context-film.ts'
import type { Features } from './features.ts'
import { gruBlock } from './gru-block.ts'
import { layerNorm } from './layer-norm.ts'
import type { Dropout, Tensors } from './tensors.ts'
import { transformerBlock } from './transformer-block.ts'

/** The signature of a forward pass: the recommender's own, or that of a model it is compared with. */
export type Forward = typeof encode

const SAME: Dropout = (x) => x

/** Rows of unit length: x / ‖x‖. */
export function unitRows<T extends tf.Tensor>(x: T): T {
  return tf.mul(x, tf.rsqrt(tf.add(tf.sum(tf.square(x), -1, true), 1e-12))) as T
}

/**
 * The forward pass, one for training and serving: CORE's pooling (Hou et al. 2022) with weights from
 * a causal transformer (SASRec, Kang & McAuley 2018), or from recurrent states that look back at each
 * other (NARM, Li et al. 2017; Luong's bilinear attention).
 *
 * ```
 * x_t = e_t + position[t] + event + dwell + gap          H = blocks(LN(x))
 * a_tj = w·h_j + m·j (GRU: + h_t A h_j / √d)             s_t = Σ_{j≤t} softmax_j(a_t)·e_j
 * q_t = unit((1 + γ)⊙(s_t + W_r·h_t) + β + u)           γ, β: of the context (context-film.ts); without one, zero
 * ```
 * Positions run from the window's start, so every prefix of a window is encoded in one pass.
 *
 * @param items unit item rows of the window's items [batch × length, d], padding rows zero
 * @param positions flat indices into batch × length whose queries are wanted [p]
 * @returns `queries` [p, d] of unit length; `pooling` [p, length], each row a share of 1 over the
 *   window's items: what the query is made of, and so its reasons.
 */
export function encode(
  items: tf.Tensor2D,
  features: Features,
  positions: tf.Tensor1D,
  weights: Tensors,
  config: ModelConfig,
  dropout: { items: Dropout; hidden: Dropout } = { items: SAME, hidden: SAME },
): { queries: tf.Tensor2D; pooling: tf.Tensor2D } {
  const { batch, length } = features
  const d = config.dimension
  const shape = { batch, length, heads: config.heads }
  const ids = (values: Int32Array) => tf.tensor1d(values, 'int32')

  const e = dropout.items(items) as tf.Tensor2D
  const place = tf.slice(weights('position') as tf.Tensor2D, [0, 0], [length, d])
  const features3d = tf.add(tf.reshape(e, [batch, length, d]), place)
  let x = tf.reshape(features3d, [batch * length, d]) as tf.Tensor2D
  x = tf.add(x, tf.gather(weights('event'), ids(features.events)))
  x = tf.add(x, tf.gather(weights('dwell'), ids(features.dwells)))
  x = tf.add(x, tf.gather(weights('gap'), ids(features.gaps)))

  const mask = causalMask(length)
  let h = dropout.hidden(layerNorm(x, weights, 'input')) as tf.Tensor2D
  for (let i = 0; i < config.blocks; i++) {
    h =
      config.encoder === 'gru'
        ? gruBlock(h, weights, `block${i}`, shape, dropout.hidden)
        : transformerBlock(h, mask, weights, `block${i}`, shape, dropout.hidden)
  }
  h = layerNorm(h, weights, 'output')

  const recency = tf.mul(weights('recency'), tf.range(0, length))
  let a = tf.add(tf.reshape(tf.matMul(h, weights('pool') as tf.Tensor2D), [batch, 1, length]), recency)
  if (config.encoder === 'gru') {
    // A transformer's states have looked at each other already.
    const states = tf.reshape(h, [batch, length, d])
    const asking = tf.reshape(tf.matMul(h, weights('attend') as tf.Tensor2D), [batch, length, d])
    a = tf.add(a, tf.mul(tf.matMul(asking, states, false, true), 1 / Math.sqrt(d)))
  }
  const pooling = tf.softmax(tf.add(a, mask)) as tf.Tensor3D
  const s = tf.matMul(pooling, tf.reshape(e, [batch, length, d]) as tf.Tensor3D)

  const at = (y: tf.Tensor2D) => tf.gather(y, positions)
  const residual = tf.matMul(at(h), weights('residual') as tf.Tensor2D)
  const q0 = tf.add(at(tf.reshape(s, [batch * length, d]) as tf.Tensor2D), residual) as tf.Tensor2D
  const bent = config.context ? contextFilm(features.context, positions, q0, weights, config.context) : q0
  const q = tf.add(bent, weights('visitor'))
  return {
    queries: unitRows(q) as tf.Tensor2D,
    pooling: at(tf.reshape(pooling, [batch * length, length]) as tf.Tensor2D),
  }
}
