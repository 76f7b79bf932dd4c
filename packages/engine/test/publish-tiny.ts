import {
  createRandom,
  createWeights,
  DEFAULT_CONFIG,
  encodeTable,
  encodeWeights,
  type Int8Table,
  type Weights,
} from '@penchant/model'
import type { ItemColumns, Manifest, ManifestFile, ModelConfig } from '@penchant/protocol'
import { encodeNeighbours } from '@penchant/ranking'
import { quantizeTable } from '@penchant/scorer'

export interface TinyModel {
  manifest: Manifest
  /** Every file by its path, `manifest.json` too. */
  files: Map<string, Uint8Array>
  weights: Weights
  table: Int8Table
}

export const TINY_ITEMS = 30
/** Items i0…i9 are of the first category, i10…i19 of the second, i20…i29 of the third. */
const PER_CATEGORY = 10
const CONFIG: ModelConfig = { ...DEFAULT_CONFIG, dimension: 16, heads: 2, blocks: 1, feedForward: 32, maxLength: 20 }

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Rows of unit length that lie near their category's own direction. */
function clusteredRows(seed: number): Float32Array {
  const d = CONFIG.dimension
  const random = createRandom(seed)
  const rows = new Float32Array(TINY_ITEMS * d)
  for (let item = 0; item < TINY_ITEMS; item++) {
    const row = rows.subarray(item * d, (item + 1) * d)
    for (let i = 0; i < d; i++) row[i] = 0.15 * random.normal() + (i === Math.floor(item / PER_CATEGORY) ? 1 : 0)
    const length = Math.hypot(...row)
    for (let i = 0; i < d; i++) row[i] /= length
  }
  return rows
}

/** Each item's neighbours are the next two of its category, by turns: i0 → i1 (.5), i2 (.25). */
function neighbourFile(): Uint8Array {
  const next = (item: number, step: number) => item - (item % PER_CATEGORY) + ((item + step) % PER_CATEGORY) + 1
  return encodeNeighbours({
    offsets: Uint32Array.from({ length: TINY_ITEMS + 1 }, (_, i) => 2 * i),
    rows: Uint32Array.from({ length: 2 * TINY_ITEMS }, (_, i) => next(i >> 1, 1 + (i & 1))),
    weights: Float32Array.from({ length: 2 * TINY_ITEMS }, (_, i) => (i & 1 ? 0.25 : 0.5)),
  })
}

/** Item i0 is the most popular, i29 the least. */
function popularityFile(): Uint8Array {
  const counts = Float32Array.from({ length: TINY_ITEMS }, (_, i) => TINY_ITEMS - i)
  const total = counts.reduce((sum, count) => sum + count, 0)
  return new Uint8Array(counts.map((count) => count / total).buffer)
}

/** A whole published folder of 30 items, by the encoders that `penchant publish` uses. */
export async function publishTiny({
  seed = 1,
  name = 'tiny',
  mix = { coVisitation: 1, coVisitationDecay: 0.8, memory: 0.5, memoryDecay: 0.8 },
} = {}): Promise<TinyModel> {
  const weights = createWeights(CONFIG, createRandom(seed))
  const table = quantizeTable(clusteredRows(seed), CONFIG.dimension)
  const columns: ItemColumns = {
    id: Array.from({ length: TINY_ITEMS }, (_, i) => `i${i}`),
    title: Array.from({ length: TINY_ITEMS }, (_, i) => `Item ${i}`),
    category: Array.from({ length: TINY_ITEMS }, (_, i) => Math.floor(i / PER_CATEGORY)),
    categories: [['Red'], ['Green'], ['Blue']],
  }
  const contents: Record<keyof Manifest['files'], [extension: string, bytes: Uint8Array]> = {
    weights: ['bin', encodeWeights(weights)],
    table: ['bin', encodeTable(table)],
    items: ['json', new TextEncoder().encode(JSON.stringify(columns))],
    neighbours: ['bin', neighbourFile()],
    popularity: ['bin', popularityFile()],
  }
  const files = new Map<string, Uint8Array>()
  const entries = {} as Record<keyof Manifest['files'], ManifestFile>
  for (const [part, [extension, bytes]] of Object.entries(contents)) {
    const hash = await sha256(bytes)
    const path = `${part}.${hash.slice(0, 12)}.${extension}`
    files.set(path, bytes)
    entries[part as keyof Manifest['files']] = { path, bytes: bytes.length, sha256: hash }
  }
  const manifest: Manifest = {
    formatVersion: 1,
    name,
    createdAt: '2026-01-01T00:00:00.000Z',
    task: 'next-item',
    config: CONFIG,
    mix,
    items: TINY_ITEMS,
    weights: weights.entries,
    files: entries,
    metrics: {},
    dataCard: {
      name: 'tiny',
      synthetic: true,
      interactions: 0,
      sequences: 0,
      from: null,
      to: null,
      consentBasis: 'synthetic',
    },
  }
  files.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)))
  return { manifest, files, weights, table }
}
