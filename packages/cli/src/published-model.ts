import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeTable, decodeWeights, type Int8Table, type ServingModel, servingModel } from '@penchant/model'
import { FORMAT_VERSION, type ItemColumns, type Manifest, type ManifestFile } from '@penchant/protocol'
import { decodeNeighbours, type Neighbours } from '@penchant/ranking'
import { createScorer, type Scorer } from '@penchant/scorer'
import { DataError } from './errors.ts'

/** A published folder, decoded: what a browser has once it has downloaded it. */
export interface PublishedModel {
  manifest: Manifest
  /** Bytes of all files, the manifest included. */
  bytes: number
  items: ItemColumns
  table: Int8Table
  model: ServingModel
  scorer: Scorer
  neighbours: Neighbours
  /** Share of all interactions [items]. */
  popularity: Float32Array
}

/** @throws DataError where a file is missing, was changed, or does not fit the manifest. */
export async function readPublished(folder: string): Promise<PublishedModel> {
  const path = join(folder, 'manifest.json')
  const text = await read(path)
  let manifest: Manifest
  try {
    manifest = JSON.parse(text.toString('utf8'))
  } catch (error) {
    throw new DataError(`${path} is no JSON (${(error as Error).message}); publish the model again`)
  }
  if (manifest.formatVersion !== FORMAT_VERSION) {
    throw new DataError(`${path}: formatVersion is ${manifest.formatVersion}, this version reads ${FORMAT_VERSION}`)
  }
  const file = async (name: keyof Manifest['files']): Promise<Buffer> => {
    const entry: ManifestFile | undefined = manifest.files?.[name]
    if (!entry) throw new DataError(`${path}: files.${name} is missing; publish the model again`)
    const bytes = await read(join(folder, entry.path))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (sha256 !== entry.sha256) {
      throw new DataError(`${join(folder, entry.path)} is not the file that the manifest names (sha-256 differs)`)
    }
    return bytes
  }
  const [weights, tableBytes, itemBytes, neighbourBytes, popularityBytes] = await Promise.all([
    file('weights'),
    file('table'),
    file('items'),
    file('neighbours'),
    file('popularity'),
  ])
  try {
    const table = decodeTable(tableBytes, manifest)
    return {
      manifest,
      bytes: text.length + Object.values(manifest.files).reduce((sum, each) => sum + each.bytes, 0),
      items: JSON.parse(itemBytes.toString('utf8')),
      table,
      model: servingModel(manifest.config, decodeWeights(weights, manifest), table),
      scorer: createScorer(table),
      neighbours: decodeNeighbours(neighbourBytes, manifest.items),
      popularity: new Float32Array(new Uint8Array(popularityBytes).buffer),
    }
  } catch (error) {
    throw new DataError(`${folder}: ${(error as Error).message}`)
  }
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new DataError(`${path} cannot be read (${(error as Error).message}); make it with \`penchant publish\``)
  }
}
