import { createAdapter, createRandom, decodeCheckpoint, view } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import { MIX_WEIGHTS } from '@penchant/ranking'
import type { Version } from './version.ts'

/**
 * What of a version that belongs to another base may be tried on this one: the visitor's own weights of the score's parts,
 * which mean the same everywhere, and the visitor's vector, which means the same where the new base has gone on from the
 * old one. Low-rank additions belong to matrices that are gone.
 * @returns `null` where there is nothing of the kind, or the bytes are broken
 */
export function inherit(bytes: Uint8Array, config: ModelConfig): Version | null {
  let arrays: Record<string, ArrayLike<number>>
  try {
    ;({ arrays } = decodeCheckpoint(bytes))
  } catch {
    return null
  }
  const fits = (values: ArrayLike<number> | undefined, length: number): values is ArrayLike<number> =>
    values?.length === length && Array.prototype.every.call(values, Number.isFinite)
  const adapter = createAdapter(config, createRandom(0))
  const vector = view(adapter, adapter.entries[0])
  const hasVector = fits(arrays.visitor, vector.length) && Array.prototype.some.call(arrays.visitor, Boolean)
  if (hasVector) vector.set(arrays.visitor)
  const mix = fits(arrays.mix, MIX_WEIGHTS.length) ? Float32Array.from(arrays.mix) : null
  return hasVector || mix ? { adapter: hasVector ? adapter : null, mix, seen: 0 } : null
}
