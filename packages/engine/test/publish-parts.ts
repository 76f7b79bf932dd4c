import {
  encodePackedTable,
  encodeTable,
  encodeWeights,
  type Int8Table,
  type PackedTable,
  type Weights,
} from '@penchant/model'
import {
  FORMAT_VERSION,
  type ItemColumns,
  type Manifest,
  type ManifestFile,
  type MixConfig,
  type ModelConfig,
} from '@penchant/protocol'
import { encodeNeighbours, type Neighbours } from '@penchant/ranking'

export interface ModelParts {
  name: string
  config: ModelConfig
  mix: MixConfig
  weights: Weights
  table: Int8Table
  /** Published in the table's place. */
  packed?: PackedTable
  columns: ItemColumns
  neighbours: Neighbours
  /** Share of interactions [items]. */
  popularity: Float32Array<ArrayBuffer>
}

export interface PublishedParts {
  manifest: Manifest
  /** Every file by its path, `manifest.json` too. */
  files: Map<string, Uint8Array>
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A whole published folder of a model that was made up, by the encoders that `penchant publish` uses. */
export async function publishParts({
  weights,
  table,
  packed,
  columns,
  neighbours,
  popularity,
  ...given
}: ModelParts): Promise<PublishedParts> {
  const contents: Record<keyof Manifest['files'], [extension: string, bytes: Uint8Array]> = {
    weights: ['bin', encodeWeights(weights)],
    table: ['bin', packed ? encodePackedTable(packed) : encodeTable(table)],
    items: ['json', new TextEncoder().encode(JSON.stringify(columns))],
    neighbours: ['bin', encodeNeighbours(neighbours)],
    popularity: ['bin', new Uint8Array(popularity.buffer)],
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
    ...given,
    formatVersion: FORMAT_VERSION,
    createdAt: '2026-01-01T00:00:00.000Z',
    task: 'next-item',
    items: columns.id.length,
    ...(packed && { table: packed.packing }),
    weights: weights.entries,
    files: entries,
    metrics: {},
    dataCard: {
      name: given.name,
      synthetic: true,
      interactions: 0,
      sequences: 0,
      from: null,
      to: null,
      consentBasis: 'synthetic',
    },
  }
  files.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)))
  return { manifest, files }
}
