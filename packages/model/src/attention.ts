import { tf } from '@penchant/tensor'
import type { Tensors } from './tensors.ts'

/** Additive mask [length, length]: 0 where position t may look at j ≤ t, −1e9 elsewhere. */
export function causalMask(length: number): tf.Tensor2D {
  const mask = new Float32Array(length * length)
  for (let t = 0; t < length; t++) mask.fill(-1e9, t * length + t + 1, (t + 1) * length)
  return tf.tensor2d(mask, [length, length])
}

/**
 * Multi-head causal self-attention (Vaswani et al. 2017).
 * @param x [batch × length, d]
 * @returns [batch × length, d]
 */
export function attention(
  x: tf.Tensor2D,
  mask: tf.Tensor2D,
  weights: Tensors,
  name: string,
  { batch, length, heads }: { batch: number; length: number; heads: number },
): tf.Tensor2D {
  const d = x.shape[1]
  const width = d / heads
  const qkv = tf.add(tf.matMul(x, weights(`${name}.qkv`) as tf.Tensor2D), weights(`${name}.qkv.bias`))
  // [batch, length, 3·heads, width] → [3·heads, batch, length, width]: one transpose instead of three.
  const apart = tf.transpose(tf.reshape(qkv, [batch, length, 3 * heads, width]), [2, 0, 1, 3])
  const [q, k, v] = tf
    .split(apart, 3, 0)
    .map((part) => tf.reshape(part, [heads * batch, length, width])) as tf.Tensor3D[]
  const scores = tf.add(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(width)), mask)
  const mixed = tf.matMul(tf.softmax(scores), v)
  const together = tf.transpose(tf.reshape(mixed, [heads, batch, length, width]), [1, 2, 0, 3])
  const out = tf.reshape(together, [batch * length, d])
  return tf.add(tf.matMul(out as tf.Tensor2D, weights(`${name}.out`) as tf.Tensor2D), weights(`${name}.out.bias`))
}
