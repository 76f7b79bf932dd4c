import { type Manifest, type ModelConfig, penchantError, tableBytes, type WeightEntry } from '@penchant/protocol'
import { copyBytes } from './copy-bytes.ts'
import { fromHalf, toHalf } from './half.ts'
import type { Int8Table } from './int8-table.ts'
import { readPackedTable, unpackTable } from './packed-table.ts'
import type { ServingModel } from './serving-model.ts'
import { elements, type Weights, weightEntries } from './weights.ts'

/** fp16, little-endian, in the order of `weights.entries`. */
export function encodeWeights(weights: Weights): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(weights.values.length * 2)
  const halves = new DataView(bytes.buffer)
  for (let i = 0; i < weights.values.length; i++) halves.setUint16(i * 2, toHalf(weights.values[i]), true)
  return bytes
}

/** Throws `ModelInvalid` where the file does not fit the manifest, or holds what is no number. */
export function decodeWeights(bytes: Uint8Array, manifest: Pick<Manifest, 'config' | 'weights'>): Weights {
  const entries = weightEntries(manifest.config)
  checkEntries(manifest.weights, entries)
  const last = entries[entries.length - 1]
  const count = last.offset + elements(last.shape)
  if (bytes.length !== count * 2) {
    throw invalid(`the weights file has ${bytes.length} bytes, its config needs ${count * 2}`)
  }
  const halves = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const values = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const value = fromHalf(halves.getUint16(i * 2, true))
    if (!Number.isFinite(value)) throw invalid(`weight ${i} is ${value}, not a finite number; publish the model again`)
    values[i] = value
  }
  return { entries, values }
}

/** int8 rows, zeros up to a multiple of four bytes, float32 scales. */
export function encodeTable(table: Int8Table): Uint8Array<ArrayBuffer> {
  const start = scalesStart(table.data.length)
  const bytes = new Uint8Array(start + table.scales.length * 4)
  bytes.set(new Uint8Array(table.data.buffer, table.data.byteOffset, table.data.length))
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < table.scales.length; i++) view.setFloat32(start + i * 4, table.scales[i], true)
  return bytes
}

/**
 * The table as int8 rows, in whatever form it was published. Throws `ModelInvalid` where the file does not fit the manifest,
 * or a scale is no number ≥ 0.
 */
export function decodeTable(bytes: Uint8Array, manifest: Pick<Manifest, 'config' | 'items' | 'table'>): Int8Table {
  const { items, table } = manifest
  const { dimension } = manifest.config
  const needed = tableBytes(manifest)
  if (bytes.length !== needed) {
    throw invalid(`the table file has ${bytes.length} bytes, ${items} items of ${dimension} need ${needed}`)
  }
  if (table) return unpackTable(readPackedTable(bytes, { items, table, dimension }))
  const start = scalesStart(items * dimension)
  const data = new Int8Array(copyBytes(bytes, 0, items * dimension))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const scales = new Float32Array(items)
  for (let i = 0; i < items; i++) {
    scales[i] = view.getFloat32(start + i * 4, true)
    if (!(scales[i] >= 0 && scales[i] < 1e6))
      throw invalid(`the scale of item row ${i + 1} is ${scales[i]}, not a number from 0; publish the model again`)
  }
  return { data, scales, dimension }
}

/** The decoded artefact as the encoder reads it. */
export function servingModel(config: ModelConfig, weights: Weights, table: Int8Table): ServingModel {
  const { data, scales, dimension } = table
  return {
    config,
    weights,
    copyRow(row, into, at) {
      const from = (row - 1) * dimension
      const scale = scales[row - 1]
      for (let i = 0; i < dimension; i++) into[at + i] = data[from + i] * scale
    },
  }
}

function checkEntries(given: WeightEntry[], expected: WeightEntry[]): void {
  const text = (entries: WeightEntry[]) => entries.map((e) => `${e.name}[${e.shape}]@${e.offset}`).join(' ')
  if (!Array.isArray(given) || text(given) !== text(expected)) {
    throw invalid('manifest.weights does not list the weights that manifest.config has; publish the model again')
  }
}

const scalesStart = (rowBytes: number): number => Math.ceil(rowBytes / 4) * 4

const invalid = (why: string): Error => penchantError('ModelInvalid', why)
