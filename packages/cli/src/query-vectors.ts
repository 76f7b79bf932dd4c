import { encodeWindows, lastWindow, type ServingModel } from '@penchant/model'
import type { BackendName } from '@penchant/protocol'
import type { Query } from './targets.ts'

const CHUNK = 2048
const BATCH_POSITIONS = 4096

/**
 * Encodes queries by the forward pass that the browser runs, in batches of similar length.
 * Yields every query once, in no particular order, with its unit vector [d].
 */
export async function* queryVectors(
  queries: Iterable<Query> | AsyncIterable<Query>,
  model: ServingModel,
  backend: BackendName = 'wasm',
): AsyncGenerator<{ query: Query; vector: Float32Array }> {
  const { config } = model
  const lengthOf = (query: Query) => Math.min(query.end, config.maxLength)
  let chunk: Query[] = []
  for await (const query of queries) {
    chunk.push(query)
    if (chunk.length === CHUNK) {
      yield* encodeChunk(chunk)
      chunk = []
    }
  }
  yield* encodeChunk(chunk)

  async function* encodeChunk(list: Query[]) {
    list.sort((a, b) => lengthOf(a) - lengthOf(b))
    for (let from = 0; from < list.length; ) {
      let to = from + 1
      while (to < list.length && (to - from + 1) * lengthOf(list[to]) <= BATCH_POSITIONS) to++
      const batch = list.slice(from, to)
      const windows = batch.map((query) => lastWindow(query.sequence, config, query.end))
      const { queries: vectors } = await encodeWindows(windows, model, backend)
      const d = config.dimension
      for (let i = 0; i < batch.length; i++) {
        yield { query: batch[i], vector: vectors.subarray(i * d, (i + 1) * d) }
      }
      from = to
    }
  }
}
