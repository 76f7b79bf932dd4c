import type { BackendName, EncoderName, ModelConfig, WeightEntry } from '@penchant/protocol'
import { tf } from '@penchant/tensor'
import type { Batch } from './batch.ts'
import { type PartGradients, partGradients } from './part-gradients.ts'
import type { Random } from './random.ts'
import type { ServingModel } from './serving-model.ts'
import type { Tensors } from './tensors.ts'
import { elements, view, type Weights } from './weights.ts'

/**
 * What is learnt on the device, in the same form as the base's weights: the visitor's vector u [d],
 * and low-rank additions A·B to the attention's, or the gates', projections (LoRA, Hu et al. 2021). B starts at zero,
 * so a fresh adapter changes nothing.
 */
export type Adapter = Weights

/** Matrices that get a low-rank addition, and their width in multiples of d. */
const ADAPTED: Record<EncoderName, [name: string, width: number][]> = {
  transformer: [
    ['qkv', 3],
    ['out', 1],
  ],
  gru: [
    ['gates', 3],
    ['states', 3],
  ],
}

/** Rank of the low-rank additions. */
export const LORA_RANK = 4

export function adapterEntries(config: ModelConfig): WeightEntry[] {
  const { dimension: d } = config
  const shapes: [string, number[]][] = [['visitor', [d]]]
  for (let block = 0; block < config.blocks; block++) {
    for (const [name, width] of ADAPTED[config.encoder]) {
      shapes.push([`block${block}.${name}.A`, [d, LORA_RANK]], [`block${block}.${name}.B`, [LORA_RANK, width * d]])
    }
  }
  let offset = 0
  return shapes.map(([name, shape]) => {
    const entry = { name, shape, offset }
    offset += elements(shape)
    return entry
  })
}

export function createAdapter(config: ModelConfig, random: Random): Adapter {
  const entries = adapterEntries(config)
  const last = entries[entries.length - 1]
  const adapter = { entries, values: new Float32Array(last.offset + elements(last.shape)) }
  for (const entry of entries) {
    if (!entry.name.endsWith('.A')) continue
    const values = view(adapter, entry)
    for (let i = 0; i < values.length; i++) values[i] = random.normal() / Math.sqrt(config.dimension)
  }
  return adapter
}

/** The base's weights with an adapter on top; without one, u is zero and the matrices are the base's. */
export function withAdapter(base: Tensors, adapter: Map<string, tf.Tensor> | null, config: ModelConfig): Tensors {
  return (name) => {
    if (name === 'visitor') return adapter?.get(name) ?? tf.zeros([config.dimension])
    const a = adapter?.get(`${name}.A`)
    if (!a) return base(name)
    return tf.add(base(name), tf.matMul(a as tf.Tensor2D, adapter!.get(`${name}.B`) as tf.Tensor2D))
  }
}

/**
 * Loss and gradient of the adapter on a batch of the visitor's own windows; base and item rows stay.
 * @param pull weight of L2 towards the untouched base (L2-SP, Li et al. 2018), on u and on every B
 * @returns gradient in the order of `adapter.values`
 */
export function adapterGradients(
  batch: Batch,
  model: ServingModel,
  adapter: Adapter,
  pull: number,
  backend: BackendName,
): Promise<PartGradients> {
  return partGradients(batch, model, adapter, backend, {
    weights: (base, local) => withAdapter(base, local, model.config),
    penalty(local) {
      const pulled = [...local].filter(([name]) => !name.endsWith('.A'))
      return pulled.map(([, tensor]) => tf.mul(tf.sum(tf.square(tensor)), pull))
    },
  })
}
