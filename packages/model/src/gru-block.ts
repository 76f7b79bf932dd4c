import { tf } from '@penchant/tensor'
import { layerNorm } from './layer-norm.ts'
import type { Dropout, Tensors } from './tensors.ts'

/** By the one kernel that the gates need anyway: tanh x = 2σ(2x) − 1. */
function tanh(x: tf.Tensor): tf.Tensor {
  return tf.sub(tf.mul(tf.sigmoid(tf.mul(x, 2)), 2), 1)
}

/**
 * One recurrent layer with a residual around it, [batch × length, d] → the same: gated recurrent units (Cho et al.
 * 2014), the reset gate after the state's product, so that each step is one matrix product.
 *
 * ```
 * r, z = σ(x_t W + h_{t−1} U)        n = tanh(x_t W + r ⊙ h_{t−1} U)        h_t = n + z ⊙ (h_{t−1} − n)
 * ```
 */
export function gruBlock(
  x: tf.Tensor2D,
  weights: Tensors,
  name: string,
  { batch, length }: { batch: number; length: number },
  dropout: Dropout,
): tf.Tensor2D {
  const d = x.shape[1]
  // What the inputs give to all gates of all steps, at once; only the states wait for each other.
  const inputs = tf.add(
    tf.matMul(layerNorm(x, weights, `${name}.input`), weights(`${name}.gates`) as tf.Tensor2D),
    weights(`${name}.gates.bias`),
  )
  const all = tf.reshape(inputs, [batch, length, 3 * d])
  // TF.js has no gradient of a split into one.
  const steps = length === 1 ? [all] : tf.split(all, length, 1)
  const recurrent = weights(`${name}.states`) as tf.Tensor2D
  const bias = weights(`${name}.states.bias`)
  let h = tf.zeros([batch, d]) as tf.Tensor2D
  const states: tf.Tensor[] = []
  for (const step of steps) {
    const [inReset, inUpdate, inNew] = tf.split(tf.reshape(step, [batch, 3 * d]), 3, 1)
    const [reset, update, renewed] = tf.split(tf.add(tf.matMul(h, recurrent), bias), 3, 1)
    const r = tf.sigmoid(tf.add(inReset, reset))
    const z = tf.sigmoid(tf.add(inUpdate, update))
    const n = tanh(tf.add(inNew, tf.mul(r, renewed)))
    h = tf.add(n, tf.mul(z, tf.sub(h, n)))
    states.push(tf.reshape(h, [batch, 1, d]))
  }
  const joined = length === 1 ? states[0] : tf.concat(states, 1)
  return tf.add(x, dropout(tf.reshape(joined, [batch * length, d])))
}
