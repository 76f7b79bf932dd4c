import { tf } from '@penchant/tensor'
import { attention } from './attention.ts'
import { layerNorm } from './layer-norm.ts'
import type { Dropout, Tensors } from './tensors.ts'

/** One pre-LN transformer block (Xiong et al. 2020), [batch × length, d] → the same. */
export function transformerBlock(
  x: tf.Tensor2D,
  mask: tf.Tensor2D,
  weights: Tensors,
  name: string,
  shape: { batch: number; length: number; heads: number },
  dropout: Dropout,
): tf.Tensor2D {
  const attended = attention(layerNorm(x, weights, `${name}.attention`), mask, weights, name, shape)
  const h = tf.add(x, dropout(attended)) as tf.Tensor2D
  const up = tf.relu(
    tf.add(
      tf.matMul(layerNorm(h, weights, `${name}.feed`), weights(`${name}.up`) as tf.Tensor2D),
      weights(`${name}.up.bias`),
    ),
  ) as tf.Tensor2D
  const down = tf.add(tf.matMul(up, weights(`${name}.down`) as tf.Tensor2D), weights(`${name}.down.bias`))
  return tf.add(h, dropout(down))
}
