import { causalMask, type Forward, layerNorm, transformerBlock, unitRows } from '@penchant/model'
import { tf } from '@penchant/tensor'

/**
 * SASRec (Kang & McAuley 2018): items and positions through causal transformer blocks; the query is the last state. Trained
 * with a sampled softmax over cosines instead of its binary cross-entropy with one negative, which is what held it back
 * (Klenitskiy & Vasilev 2023, "Turning dross into gold loss").
 */
export const sasrec: Forward = (items, { batch, length }, positions, weights, config, dropout) => {
  const d = config.dimension
  const hidden = dropout?.hidden ?? ((x: tf.Tensor) => x)
  const e = tf.reshape((dropout?.items(items) ?? items) as tf.Tensor2D, [batch, length, d])
  const place = tf.slice(weights('position') as tf.Tensor2D, [0, 0], [length, d])
  let h = hidden(tf.reshape(tf.add(e, place), [batch * length, d])) as tf.Tensor2D
  const mask = causalMask(length)
  const shape = { batch, length, heads: config.heads }
  for (let i = 0; i < config.blocks; i++) h = transformerBlock(h, mask, weights, `block${i}`, shape, hidden)
  h = layerNorm(h, weights, 'output')
  return {
    queries: unitRows(tf.gather(h, positions)) as tf.Tensor2D,
    // The state holds all that came before; nothing is said of what.
    pooling: tf.oneHot(tf.mod(positions, length).toInt(), length).toFloat() as tf.Tensor2D,
  }
}
