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

/**
 * BPR-max over the batch's candidates (Hidasi & Karatzoglou 2018, arXiv:1706.03847): how likely the target is to beat
 * a negative, the negatives weighted by how strong they are. Scores are cosines / τ; the weights are logQ-corrected.
 *
 * @param queries, candidates, labels, bias, importance, temperature as of `sampledSoftmax`
 * @returns scalar, nats a target
 */
export function bprMax(
  queries: tf.Tensor2D,
  candidates: tf.Tensor2D,
  labels: Int32Array,
  bias: tf.Tensor1D,
  importance: tf.Tensor1D,
  temperature: number,
): tf.Scalar {
  const [count, width] = [queries.shape[0], candidates.shape[0]]
  const scaled = tf.mul(queries, 1 / temperature) as tf.Tensor2D
  const scores = tf.matMul(scaled, candidates, false, true)
  const target = tf.sum(tf.mul(scaled, tf.gather(candidates, tf.tensor1d(labels, 'int32'))), 1, true)
  // A target is no negative of its own.
  const own = new Float32Array(count * width)
  for (let i = 0; i < count; i++) own[i * width + labels[i]] = -1e9
  const strength = tf.softmax(tf.add(tf.add(scores, bias), tf.tensor2d(own, [count, width])) as tf.Tensor2D)
  const beaten = tf.sum(tf.mul(strength, tf.sigmoid(tf.sub(target, scores))), 1)
  return tf.neg(tf.sum(tf.mul(tf.log(tf.add(beaten, 1e-24)), importance)))
}

/**
 * How likely a target is to beat an item that the visitor had turned down before it: BPR (Rendle et al. 2009,
 * arXiv:1205.2618) on single pairs, scores as above.
 *
 * @param queries unit rows [p, d]
 * @param targets their targets' rows [p, d]
 * @param against unit rows of what was turned down [n, d]
 * @param asked the query that each is held against [n]
 * @param weights of the pairs [n]
 * @returns scalar, nats
 */
export function preference(
  queries: tf.Tensor2D,
  targets: tf.Tensor2D,
  against: tf.Tensor2D,
  asked: Int32Array,
  weights: Float32Array,
  temperature: number,
): tf.Scalar {
  const at = tf.tensor1d(asked, 'int32')
  const lead = tf.mul(
    tf.sum(tf.mul(tf.gather(queries, at), tf.sub(tf.gather(targets, at), against)), 1),
    1 / temperature,
  )
  return tf.neg(tf.sum(tf.mul(tf.log(tf.add(tf.sigmoid(lead), 1e-24)), tf.tensor1d(weights))))
}

export const LOSSES = ['sampled-softmax', 'bpr-max'] as const
export type LossName = (typeof LOSSES)[number]

/** By name: all have the same parameters. */
export const lossOf: Record<LossName, typeof sampledSoftmax> = { 'sampled-softmax': sampledSoftmax, 'bpr-max': bprMax }
