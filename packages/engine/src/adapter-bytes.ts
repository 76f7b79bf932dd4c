import { type Adapter, createAdapter, createRandom, decodeCheckpoint, encodeCheckpoint, view } from '@penchant/model'
import { type ModelConfig, penchantError } from '@penchant/protocol'

/** An adapter as it is stored and exported: its arrays by name. */
export function encodeAdapter(adapter: Adapter): Uint8Array {
  const arrays = Object.fromEntries(adapter.entries.map((entry) => [entry.name, view(adapter, entry)]))
  return encodeCheckpoint({ meta: { kind: 'adapter' }, arrays })
}

/** The reverse, for a model of this shape. Throws `ModelInvalid` where bytes and shape do not fit. */
export function decodeAdapter(bytes: Uint8Array, config: ModelConfig): Adapter {
  const { arrays } = decodeCheckpoint(bytes)
  const adapter = createAdapter(config, createRandom(0))
  for (const entry of adapter.entries) {
    const into = view(adapter, entry)
    const values = arrays[entry.name]
    if (values?.length !== into.length || !values.every(Number.isFinite)) {
      throw penchantError('ModelInvalid', `adapter: "${entry.name}" does not fit the model; what was learnt is dropped`)
    }
    into.set(values)
  }
  return adapter
}
