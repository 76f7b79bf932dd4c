import { createRandom, createWeights, DEFAULT_CONFIG, type Int8Table, view, type Weights } from '@penchant/model'
import type { ContextConfig, ItemColumns, ModelConfig } from '@penchant/protocol'
import type { Neighbours } from '@penchant/ranking'
import { quantizeTable } from '@penchant/scorer'
import { packTiny } from './pack-tiny.ts'
import { type PublishedParts, publishParts } from './publish-parts.ts'

export interface TinyModel extends PublishedParts {
  weights: Weights
  table: Int8Table
}

export const TINY_ITEMS = 30
/** Items i0…i9 are of the first category, i10…i19 of the second, i20…i29 of the third. */
const PER_CATEGORY = 10
const CONFIG: ModelConfig = { ...DEFAULT_CONFIG, dimension: 16, heads: 2, blocks: 1, feedForward: 32, maxLength: 20 }

/** Rows of unit length that lie near their category's own direction. */
function clusteredRows(seed: number, items: number): Float32Array {
  const d = CONFIG.dimension
  const random = createRandom(seed)
  const rows = new Float32Array(items * d)
  for (let item = 0; item < items; item++) {
    const row = rows.subarray(item * d, (item + 1) * d)
    for (let i = 0; i < d; i++) row[i] = 0.15 * random.normal() + (i === Math.floor(item / PER_CATEGORY) ? 1 : 0)
    const length = Math.hypot(...row)
    for (let i = 0; i < d; i++) row[i] /= length
  }
  return rows
}

/** Each item's neighbours are the next two of its category, by turns: i0 → i1, and half as strong i2; of fewer items none. */
function neighbourLists(items: number): Neighbours {
  const next = (item: number, step: number) => item - (item % PER_CATEGORY) + ((item + step) % PER_CATEGORY) + 1
  const each = items < TINY_ITEMS ? 0 : 2
  return {
    offsets: Uint32Array.from({ length: items + 1 }, (_, i) => each * i),
    rows: Uint32Array.from({ length: each * items }, (_, i) => next(i >> 1, 1 + (i & 1))),
    weights: Float32Array.from({ length: each * items }, (_, i) => (i & 1 ? 0.25 : 0.5)),
  }
}

/** Item i0 is the most popular, the last the least. */
function popularityShares(items: number): Float32Array<ArrayBuffer> {
  const counts = Float32Array.from({ length: items }, (_, i) => items - i)
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => count / total)
}

/** A whole published folder of 30 items or fewer, by the encoders that `penchant publish` uses. */
export async function publishTiny({
  seed = 1,
  name = 'tiny',
  mix = { coVisitation: 0.75, coVisitationDecay: 0.8, memory: 0.5, memoryDecay: 0.8 },
  context = undefined as ContextConfig | undefined,
  size = 'int8' as 'int8' | 'int4' | 'pq',
  items = TINY_ITEMS,
} = {}): Promise<TinyModel> {
  const config = { ...CONFIG, ...(context && { context }) }
  const random = createRandom(seed)
  const weights = createWeights(config, random)
  // A context that does something.
  for (const entry of weights.entries) {
    const values = view(weights, entry)
    if (entry.name === 'gamma' || entry.name === 'beta') values.set(values.map(() => random.normal()))
  }
  const table = quantizeTable(clusteredRows(seed, items), CONFIG.dimension)
  const columns: ItemColumns = {
    id: Array.from({ length: items }, (_, i) => `i${i}`),
    title: Array.from({ length: items }, (_, i) => `Item ${i}`),
    category: Array.from({ length: items }, (_, i) => Math.floor(i / PER_CATEGORY)),
    categories: [['Red'], ['Green'], ['Blue']],
  }
  const published = await publishParts({
    name,
    mix,
    config,
    weights,
    table,
    ...(size !== 'int8' && { packed: packTiny(table, size) }),
    columns,
    neighbours: neighbourLists(items),
    popularity: popularityShares(items),
  })
  return { ...published, weights, table }
}
