import { tf } from '@penchant/tensor'

/**
 * log Σ exp over the rows of a matrix [p, c] → [p], with the softmax as its gradient. TF.js's own
 * chain of exp, sum and log costs seven times as much on WASM, where only the softmax kernel is
 * vectorised; so the sum is read off the softmax: log Z = max logit − log max softmax.
 */
function logSumExp(logits: tf.Tensor2D): tf.Tensor1D {
  return tf.customGrad((x, save) => {
    const p = tf.softmax(x as tf.Tensor2D)
    ;(save as tf.GradSaveFunc)([p])
    return {
      value: tf.sub(tf.max(x as tf.Tensor2D, 1), tf.log(tf.max(p, 1))),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(saved[0], tf.expandDims(dy, 1)),
    }
  })(logits) as tf.Tensor1D
}

/**
 * Sampled softmax over the batch's candidates, cosine logits / τ, logQ-corrected.
 *
 * @param queries unit rows [p, d]
 * @param candidates unit rows [c, d]
 * @param labels place of each query's target among the candidates [p]
 * @param bias −logQ [c]
 * @param importance weight of each target, sums to 1 [p]
 * @returns scalar, nats a target
 */
export function sampledSoftmax(
  queries: tf.Tensor2D,
  candidates: tf.Tensor2D,
  labels: Int32Array,
  bias: tf.Tensor1D,
  importance: tf.Tensor1D,
  temperature: number,
): tf.Scalar {
  const scaled = tf.mul(queries, 1 / temperature) as tf.Tensor2D
  const logits = tf.add(tf.matMul(scaled, candidates, false, true), bias) as tf.Tensor2D
  const at = tf.tensor1d(labels, 'int32')
  const target = tf.add(tf.sum(tf.mul(scaled, tf.gather(candidates, at)), 1), tf.gather(bias, at))
  return tf.sum(tf.mul(tf.sub(logSumExp(logits), target), importance))
}
