import type { BackendName } from '@penchant/protocol'
import { readTensor, runOn, tf } from '@penchant/tensor'
import type { Batch } from './batch.ts'
import { sampledSoftmax } from './loss.ts'
import { encode } from './recommender.ts'
import { itemsOf, type ServingModel, tensorsOf } from './serving-model.ts'
import type { Tensors } from './tensors.ts'
import { STEP_MILLISECONDS } from './train-step.ts'
import { view, type Weights } from './weights.ts'

export interface PartGradients {
  loss: number
  /** In the order of the part's values. */
  gradient: Float32Array
}

type Local = Map<string, tf.Tensor>

/** How a part takes its place in the model. */
export interface Placing {
  weights(base: Tensors, part: Local): Tensors
  /** Added to the loss, one by one. */
  penalty?(part: Local): tf.Tensor[]
}

/** Loss and gradient of a part of a trained model on a batch; everything else, and the item rows, stay as they are. */
export async function partGradients(
  { features, candidates, positions, importance }: Batch,
  model: ServingModel,
  part: Weights,
  backend: BackendName,
  { weights, penalty = () => [] }: Placing,
): Promise<PartGradients> {
  const { config } = model
  const total = importance.reduce((sum, each) => sum + each, 0)
  const result = runOn(backend, () => {
    const base = tensorsOf(model.weights)
    const items = itemsOf(features.rows, model)
    const own = itemsOf(candidates.rows, model)
    const at = tf.tensor1d(positions, 'int32')
    const shares = tf.tensor1d(importance.map((each) => each / total))
    const bias = tf.neg(tf.tensor1d(candidates.logQ))
    const loss = (...tensors: tf.Tensor[]) => {
      const local = new Map(part.entries.map((entry, i) => [entry.name, tensors[i]]))
      const { queries } = encode(
        items,
        features,
        at,
        weights((name) => base.get(name)!, local),
        config,
      )
      const nats = sampledSoftmax(queries, own, candidates.labels, bias as tf.Tensor1D, shares, config.temperature)
      return penalty(local).reduce<tf.Scalar>((sum, each) => tf.add(sum, each), nats)
    }
    const inputs = part.entries.map((entry) => tf.tensor(view(part, entry), entry.shape))
    const { value, grads } = tf.valueAndGrads(loss)(inputs)
    return tf.concat([tf.reshape(value, [1]), ...grads.map((gradient) => tf.reshape(gradient, [-1]))])
  })
  const flat = await readTensor(result, STEP_MILLISECONDS)
  return { loss: flat[0], gradient: flat.subarray(1) }
}
