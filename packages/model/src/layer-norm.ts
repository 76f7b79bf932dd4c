import { tf } from '@penchant/tensor'
import type { Tensors } from './tensors.ts'

/** Layer normalisation over the last axis (Ba et al. 2016), ε = 1e-5. */
export function layerNorm(x: tf.Tensor2D, weights: Tensors, name: string): tf.Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 1, true))
  const spread = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), 1e-5))
  return tf.add(tf.mul(tf.mul(centred, spread), weights(`${name}.scale`)), weights(`${name}.shift`))
}
