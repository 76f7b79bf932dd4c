import type { BackendName } from '@penchant/protocol'
import { readTensor, runOn, tf } from '@penchant/tensor'
import { type Adapter, withAdapter } from './adapter.ts'
import { buildFeatures, type Features, type Window } from './features.ts'
import { encode } from './recommender.ts'
import { itemsOf, type ServingModel, tensorsOf } from './serving-model.ts'

export interface Queries {
  /** Unit query vectors [positions, d]. */
  queries: Float32Array
  /** Share of each of the window's items in the query [positions, length]. */
  pooling: Float32Array
  length: number
}

/** Flat index of each window's newest interaction: what is asked for when serving. */
export function lastPositions(features: Features): Int32Array {
  return features.lengths.map((length, b) => b * features.length + length - 1)
}

/**
 * Encodes windows, one or many by the same code. An empty window throws `RangeError`: there is no
 * query without an interaction, and the caller has a fallback.
 * @param positions flat indices into batch × length; default: each window's last
 */
export async function encodeWindows(
  windows: Window[],
  model: ServingModel,
  backend: BackendName,
  options: { adapter?: Adapter | null; positions?: (features: Features) => Int32Array; timeout?: number } = {},
): Promise<Queries> {
  const features = buildFeatures(windows, model.config)
  if (features.lengths.includes(0)) throw new RangeError('an empty window has no query; recommend without the model')
  const positions = (options.positions ?? lastPositions)(features)
  const { queries, pooling } = runOn(backend, () => {
    const base = tensorsOf(model.weights)
    const adapter = options.adapter ? tensorsOf(options.adapter) : null
    return (model.forward ?? encode)(
      itemsOf(features.rows, model),
      features,
      tf.tensor1d(positions, 'int32'),
      withAdapter((name) => base.get(name)!, adapter, model.config),
      model.config,
    )
  })
  const [q, p] = await Promise.all([readTensor(queries, options.timeout), readTensor(pooling, options.timeout)])
  return { queries: q, pooling: p, length: features.length }
}
