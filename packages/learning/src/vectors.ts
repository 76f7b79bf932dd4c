import { type Adapter, lastWindow, type ServingModel } from '@penchant/model'
import type { BackendName } from '@penchant/protocol'
import { encodeEvenly } from './encode-evenly.ts'
import type { Slices } from './slices.ts'
import type { VisitorSequence } from './visitor-sequence.ts'

/** Histories encoded at a time: a slice stays short. In plain JavaScript one takes as long as elsewhere all of them. */
const BATCH = 4

/** Unit query vectors [d] after the first `end` interactions, by place; `null` is the base alone, which is asked once. */
export type Vectors = (ends: Iterable<number>, adapter: Adapter | null) => Promise<ReadonlyMap<number, Float32Array>>

export function createVectors(
  sequence: VisitorSequence,
  model: ServingModel,
  backend: BackendName,
  slices: Slices,
): Vectors {
  const ofBase = new Map<number, Float32Array>()
  const { dimension } = model.config
  const size = backend === 'cpu' ? 1 : BATCH
  return async (ends, adapter) => {
    const vectors = adapter ? new Map<number, Float32Array>() : ofBase
    const missing = [...new Set(ends)].filter((end) => !vectors.has(end))
    for (let at = 0; at < missing.length; at += size) {
      const batch = missing.slice(at, at + size)
      const windows = batch.map((end) => lastWindow(sequence, model.config, end))
      const { queries } = await encodeEvenly(windows, size, model, backend, { adapter })
      for (const [i, end] of batch.entries()) vectors.set(end, queries.slice(i * dimension, (i + 1) * dimension))
      await slices.next()
    }
    return vectors
  }
}
