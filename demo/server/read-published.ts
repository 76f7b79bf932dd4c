import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readNeighbours } from '@penchant/cli/neighbours'
import type { Item, ItemColumns, Manifest } from 'penchant'

/** The parts of a published folder that the shop's own server needs. Entry `i` is item row `i + 1`. */
export interface Published {
  manifest: Manifest
  /** First characters of the manifest's sha-256. */
  version: string
  items: Item[]
  /** Share of interactions by item. */
  popularity: Float32Array
  /** Items (0-based) bought or viewed together with item `i`, strongest first. */
  neighbours(i: number): number[]
}

/** The version of the published format that is read here. */
const FORMAT_VERSION = 2

class NotPublished extends Error {
  override name = 'NotPublished'
}

function fail(folder: string, what: string): never {
  throw new NotPublished(
    `${folder} is no shop that can be shown: ${what}. Give a folder written by \`penchant publish MODEL --out FOLDER\`.`,
  )
}

/**
 * Reads a folder written by `penchant publish`.
 * @throws `NotPublished`, saying which file or field is wrong and what to do.
 */
export async function readPublished(folder: string): Promise<Published> {
  const bytes = await readFile(join(folder, 'manifest.json')).catch((error: NodeJS.ErrnoException) =>
    fail(folder, error.code === 'ENOENT' ? 'it holds no manifest.json' : `manifest.json: ${error.message}`),
  )
  const manifest = parse<Manifest>(folder, 'manifest.json', bytes)
  if (manifest?.formatVersion !== FORMAT_VERSION) {
    fail(
      folder,
      `manifest.json: formatVersion is ${String(manifest?.formatVersion)}, this shop reads ${FORMAT_VERSION}`,
    )
  }
  const { files } = manifest
  const columns = parse<ItemColumns>(folder, 'files.items', await readFileOf(folder, 'items', files?.items))
  const items = toItems(folder, columns)
  const popularity = floats(await readFileOf(folder, 'popularity', files.popularity))
  if (popularity.length !== items.length) {
    fail(folder, `files.popularity holds ${popularity.length} values for ${items.length} items`)
  }
  const neighbourBytes = await readFileOf(folder, 'neighbours', files.neighbours)
  let neighbours: (row: number) => number[]
  try {
    neighbours = readNeighbours(neighbourBytes, { items: items.length, mix: manifest.mix })
  } catch (error) {
    fail(folder, `files.neighbours: ${(error as Error).message}`)
  }
  const version = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  return { manifest, version, items, popularity, neighbours: (i) => neighbours(i + 1).map((row) => row - 1) }
}

async function readFileOf(folder: string, name: string, file: Manifest['files']['items'] | undefined): Promise<Buffer> {
  if (typeof file?.path !== 'string' || !/^[\w.-]+$/.test(file.path) || file.path.startsWith('.')) {
    fail(folder, `manifest.json: files.${name}.path is ${JSON.stringify(file?.path)}, a plain file name is needed`)
  }
  const bytes = await readFile(join(folder, file.path)).catch((error: Error) =>
    fail(folder, `files.${name}: ${error.message}`),
  )
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
    fail(
      folder,
      `files.${name} (${file.path}) does not have the sha-256 that manifest.json gives: it was changed or cut off`,
    )
  }
  return bytes
}

function parse<T>(folder: string, name: string, bytes: Buffer): T {
  try {
    return JSON.parse(bytes.toString('utf8')) as T
  } catch (error) {
    fail(folder, `${name} is not JSON (${(error as Error).message})`)
  }
}

function toItems(folder: string, columns: ItemColumns): Item[] {
  const { id } = columns ?? {}
  if (!Array.isArray(id) || id.length === 0) fail(folder, 'files.items: id is missing or empty')
  for (const name of ['title', 'url', 'image', 'price', 'category', 'brand'] as const) {
    const column = columns[name]
    if (column !== undefined && (!Array.isArray(column) || column.length !== id.length)) {
      fail(folder, `files.items: ${name} must hold ${id.length} values, one an item`)
    }
  }
  return id.map((value, i) => {
    const item: Item = { id: String(value) }
    const title = columns.title?.[i]
    if (title) item.title = title
    const image = columns.image?.[i]
    if (image) item.image = `${columns.imagePrefix ?? ''}${image}${columns.imageSuffix ?? ''}`
    const price = columns.price?.[i]
    if (typeof price === 'number' && Number.isFinite(price)) item.price = price
    const category = columns.categories?.[columns.category?.[i] ?? -1]
    if (category?.length) item.category = category
    const brand = columns.brands?.[columns.brand?.[i] ?? -1]
    if (brand) item.brand = brand
    return item
  })
}

/** The bytes are copied: a view needs an address that is a multiple of four, a file's buffer has any. */
function floats(bytes: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.byteLength / 4))
}
