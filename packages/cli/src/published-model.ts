import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeTable, decodeWeights, type Int8Table, type ServingModel, servingModel } from '@penchant/model'
import { type Catalogue, type Manifest, type ManifestFile, readCatalogue, readManifest } from '@penchant/protocol'
import { decodeNeighbours, type NeighbourLists, type Neighbours, twoHops } from '@penchant/ranking'
import { createScorer, type Scorer } from '@penchant/scorer'
import { DataError } from './errors.ts'

/** Lists of neighbours kept: here many visitors ask in turn, and one may have thousands of items. 48 MB at most. */
export const KEPT_LISTS = 20_000

/** A published folder, decoded: what a browser has once it has downloaded it. */
export interface PublishedModel {
  manifest: Manifest
  /** Bytes of all files that a browser downloads, the manifest included. */
  bytes: number
  catalogue: Catalogue
  table: Int8Table
  /** The table's file, in the form that the manifest names. */
  tableBytes: Uint8Array
  model: ServingModel
  scorer: Scorer
  neighbours: NeighbourLists
  /** As published: of the first hop. */
  firstHop: Neighbours
  /** Share of all interactions [items]. */
  popularity: Float32Array
  /** Bytes of the item tower, where the model has one. */
  tower: Uint8Array | null
}

/** @throws DataError where a file is missing, was changed, or does not fit the manifest. */
export async function readPublished(folder: string): Promise<PublishedModel> {
  const path = join(folder, 'manifest.json')
  const text = await read(path)
  const manifest = decoded(path, () => readManifest(text))
  const file = async (entry: ManifestFile): Promise<Buffer> => {
    const bytes = await read(join(folder, entry.path))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (sha256 !== entry.sha256) {
      throw new DataError(`${join(folder, entry.path)} is not the file that the manifest names (sha-256 differs)`)
    }
    return bytes
  }
  const { files } = manifest
  const [weights, tableBytes, itemBytes, neighbourBytes, popularityBytes, tower] = await Promise.all([
    file(files.weights),
    file(files.table),
    file(files.items),
    file(files.neighbours),
    file(files.popularity),
    manifest.tower ? file(manifest.tower) : null,
  ])
  return decoded(folder, () => {
    const firstHop = decodeNeighbours(neighbourBytes, manifest.items)
    const table = decodeTable(tableBytes, manifest)
    return {
      manifest,
      bytes: text.length + Object.values(manifest.files).reduce((sum, each) => sum + each.bytes, 0),
      catalogue: readCatalogue(itemBytes, manifest.items),
      table,
      tableBytes,
      model: servingModel(manifest.config, decodeWeights(weights, manifest), table),
      scorer: createScorer(table),
      neighbours: twoHops(firstHop, manifest.mix.secondHop ?? 0, KEPT_LISTS),
      firstHop,
      popularity: new Float32Array(new Uint8Array(popularityBytes).buffer),
      tower,
    }
  })
}

function decoded<T>(path: string, decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    throw new DataError(`${path}: ${(error as Error).message}`)
  }
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new DataError(`${path} cannot be read (${(error as Error).message}); make it with \`penchant publish\``)
  }
}
