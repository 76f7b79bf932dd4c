import type { BackendName } from '@penchant/protocol'
import { tf } from '@penchant/tensor'
import type { Batch } from './batch.ts'
import { type PartGradients, partGradients } from './part-gradients.ts'
import type { ServingModel } from './serving-model.ts'
import type { Weights } from './weights.ts'

/** Loss and gradient of the weights that read the context, on top of a trained model that stays as it is. */
export function contextGradients(
  batch: Batch,
  model: ServingModel,
  context: Weights,
  backend: BackendName,
): Promise<PartGradients> {
  return partGradients(batch, model, context, backend, {
    weights: (base, part) => (name) =>
      name === 'visitor' ? tf.zeros([model.config.dimension]) : (part.get(name) ?? base(name)),
  })
}
