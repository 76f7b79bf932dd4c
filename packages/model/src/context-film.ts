import type { ContextConfig } from '@penchant/protocol'
import { tf } from '@penchant/tensor'
import type { Tensors } from './tensors.ts'

/**
 * What the context does to a query: q → (1 + γ)⊙q + β (FiLM, Perez et al. 2018), γ and β linear in
 *
 * ```
 * z_0 = [embedding of each field]     z_l+1 = z_0 ⊙ (U_l V_l z_l + b_l) + z_l      (DCN-v2, Wang et al. 2021)
 * ```
 * What is not known has an embedding of zeros. So with nothing known z, γ and β are zero, and the query is, to the bit,
 * that of the same model without context.
 *
 * @param codes of each field [batch × length], 0 where it is not known
 * @param positions of them those of the queries [p]
 * @param queries [p, d]
 */
export function contextFilm(
  codes: Int32Array[],
  positions: tf.Tensor1D,
  queries: tf.Tensor2D,
  weights: Tensors,
  { width, crosses }: ContextConfig,
): tf.Tensor2D {
  const unknown = tf.zeros([1, width]) as tf.Tensor2D
  const embedded = codes.map((each, f) => {
    const rows = tf.concat([unknown, weights(`context${f}`) as tf.Tensor2D], 0)
    return tf.gather(tf.gather(rows, tf.tensor1d(each, 'int32')), positions)
  })
  const start = tf.concat(embedded, 1) as tf.Tensor2D
  let z = start
  for (let l = 0; l < crosses; l++) {
    const inner = tf.matMul(z, weights(`cross${l}.down`) as tf.Tensor2D)
    const crossed = tf.add(tf.matMul(inner, weights(`cross${l}.up`) as tf.Tensor2D), weights(`cross${l}.bias`))
    z = tf.add(tf.mul(start, crossed), z) as tf.Tensor2D
  }
  const gamma = tf.matMul(z, weights('gamma') as tf.Tensor2D)
  const beta = tf.matMul(z, weights('beta') as tf.Tensor2D)
  return tf.add(tf.add(queries, tf.mul(gamma, queries)), beta) as tf.Tensor2D
}
