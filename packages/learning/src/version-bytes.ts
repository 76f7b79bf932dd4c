import { type Adapter, createAdapter, createRandom, decodeCheckpoint, encodeCheckpoint, view } from '@penchant/model'
import { type ModelConfig, penchantError } from '@penchant/protocol'
import { MIX_WEIGHTS } from '@penchant/ranking'
import type { Version } from './version.ts'

/** A version as it is stored and exported: its arrays by name. */
export function encodeVersion({ adapter, mix, seen }: Version): Uint8Array {
  const arrays = Object.fromEntries(adapter?.entries.map((entry) => [entry.name, view(adapter, entry)]) ?? [])
  if (mix) arrays.mix = mix
  return encodeCheckpoint({ meta: { kind: 'version', seen }, arrays })
}

/** The reverse, for a model of this shape. Throws `ModelInvalid` where bytes and shape do not fit. */
export function decodeVersion(bytes: Uint8Array, config: ModelConfig): Version {
  const { arrays, meta } = decodeCheckpoint(bytes)
  const { mix = null, ...own } = arrays
  if (mix && !fits(mix, MIX_WEIGHTS.length)) refuse('mix')
  const seen = Number.isSafeInteger(meta.seen) ? (meta.seen as number) : 0
  return { adapter: Object.keys(own).length > 0 ? adapterOf(own, config) : null, mix: mix as Float32Array | null, seen }
}

function adapterOf(arrays: Record<string, ArrayLike<number>>, config: ModelConfig): Adapter {
  const adapter = createAdapter(config, createRandom(0))
  for (const entry of adapter.entries) {
    const into = view(adapter, entry)
    const values = arrays[entry.name]
    if (!values || !fits(values, into.length)) refuse(entry.name)
    into.set(values)
  }
  return adapter
}

const fits = (values: ArrayLike<number>, length: number) =>
  values.length === length && Array.prototype.every.call(values, Number.isFinite)

function refuse(name: string): never {
  throw penchantError('ModelInvalid', `what was learnt: "${name}" does not fit the model; it is dropped`)
}
