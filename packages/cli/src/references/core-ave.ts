import { type Forward, unitRows } from '@penchant/model'
import { tf } from '@penchant/tensor'

/**
 * CORE-ave (Hou et al. 2022): the query is the mean of the window's item rows, nothing else; what learns are the rows.
 * Loss, temperature and dropout on inputs and candidates are those of the recommender, which took them from CORE.
 */
export const coreAve: Forward = (items, { batch, length }, positions, _weights, config, dropout) => {
  const d = config.dimension
  const e = tf.reshape((dropout?.items(items) ?? items) as tf.Tensor2D, [batch, length, d]) as tf.Tensor3D
  // Row t: 1 / (t + 1) up to t. Padding is at the right, where no real position looks.
  const means = new Float32Array(length * length)
  for (let t = 0; t < length; t++) means.fill(1 / (t + 1), t * length, t * length + t + 1)
  const pooling = tf.tile(tf.tensor3d(means, [1, length, length]), [batch, 1, 1])
  const at = (x: tf.Tensor, width: number) => tf.gather(tf.reshape(x, [batch * length, width]), positions)
  return {
    queries: unitRows(at(tf.matMul(pooling, e), d)) as tf.Tensor2D,
    pooling: at(pooling, length) as tf.Tensor2D,
  }
}
