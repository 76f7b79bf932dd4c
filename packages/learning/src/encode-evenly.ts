import { type Adapter, encodeWindows, type Queries, type ServingModel, type Window } from '@penchant/model'
import type { BackendName } from '@penchant/protocol'

/** A lost context is noticed by its event; this is for whatever else may hang. */
const READ_MILLISECONDS = 8000

/**
 * Encodes up to `size` windows. A GPU compiles its shaders anew for every shape, which takes longer
 * than the work itself; so there a batch is filled up with windows of full length, and has one shape.
 */
export function encodeEvenly(
  windows: Window[],
  size: number,
  model: ServingModel,
  backend: BackendName,
  { adapter, timeout = READ_MILLISECONDS }: { adapter: Adapter | null; timeout?: number },
): Promise<Queries> {
  const even = backend === 'wasm' || backend === 'cpu' ? windows : [...windows]
  if (even !== windows) {
    const { maxLength } = model.config
    const rows = new Int32Array(maxLength).fill(1)
    const unknown = new Float32Array(maxLength).fill(Number.NaN)
    const sequence = { rows, events: rows, sessions: rows, gaps: unknown, dwells: unknown }
    // One more than `size`: at least one window is of full length.
    while (even.length <= size) even.push({ sequence, from: 0, to: maxLength })
  }
  return encodeWindows(even, model, backend, { adapter, timeout })
}
