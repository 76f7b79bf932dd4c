import { CODEWORDS, penchantError, type TablePacking } from '@penchant/protocol'
import type { Int8Table } from './int8-table.ts'

/**
 * An item table in fewer bytes than int8 takes. A row is of unit length, so only its direction is kept: no form has scales.
 * The rows that visitors meet most are exact, since what is read of a history is worth more than what is only scored.
 */
export interface PackedTable {
  packing: TablePacking
  dimension: number
  /** 1: the item's row is exact [items]. */
  isExact: Uint8Array
  /** int8 directions of the exact rows, in the order of the items [exact, dimension]; zeros: nothing is known of the item. */
  exact: Int8Array
  /** For `pq`: the codewords of each part, one part after another [parts][256, width of the part]; else empty. */
  codebook: Int8Array
  /** The other rows: nibbles, the lower first, value ∝ 2·nibble − 15 [coarse, ⌈dimension / 2⌉]; or codes [coarse, parts]. */
  codes: Uint8Array
}

/** Where part `part` of `parts` begins among the dimensions: widths differ by one at most. */
export function partStart(part: number, parts: number, dimension: number): number {
  return Math.floor((part * dimension) / parts)
}

/** Whether each row is exact, a bit each, the lowest of a byte first; exact rows; codebook; codes. */
export function encodePackedTable({ isExact, exact, codebook, codes }: PackedTable): Uint8Array<ArrayBuffer> {
  const mask = new Uint8Array(Math.ceil(isExact.length / 8))
  isExact.forEach((bit, i) => {
    mask[i >>> 3] |= bit << (i & 7)
  })
  const signed = [exact, codebook].map((part) => new Uint8Array(part.buffer, part.byteOffset, part.length))
  const parts = [mask, ...signed, codes]
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/**
 * Reads what `encodePackedTable` wrote.
 * @param bytes as many as `tableBytes` says
 * @throws Error named `ModelInvalid` where another number of rows is exact than the manifest says, or padding is not 0
 */
export function readPackedTable(
  bytes: Uint8Array,
  { items, table: packing, dimension }: { items: number; table: TablePacking; dimension: number },
): PackedTable {
  const isExact = new Uint8Array(items)
  let count = 0
  for (let i = 0; i < items; i++) {
    isExact[i] = (bytes[i >>> 3] >>> (i & 7)) & 1
    count += isExact[i]
  }
  if (count !== packing.exact) throw invalid(`marks ${count} rows as exact, manifest.table.exact says ${packing.exact}`)
  if (items % 8 && bytes[items >>> 3] >>> (items % 8)) throw invalid(`marks rows after the last of ${items} as exact`)
  let at = Math.ceil(items / 8)
  const take = (length: number) => {
    at += length
    return bytes.slice(at - length, at)
  }
  const exact = new Int8Array(take(packing.exact * dimension))
  const codebook = new Int8Array(take(packing.form === 'pq' ? CODEWORDS * dimension : 0))
  const codes = take(bytes.length - at)
  if (packing.form === 'int4' && dimension % 2) {
    const last = (dimension - 1) / 2
    for (let i = last; i < codes.length; i += last + 1) {
      if (codes[i] >>> 4)
        throw invalid(`has rows of ${dimension} values with more after the last; fill them up with zeros`)
    }
  }
  return { packing, dimension, isExact, exact, codebook, codes }
}

const invalid = (why: string): Error => penchantError('ModelInvalid', `the table file ${why}; publish the model again`)

/** The rows as the scorer and the encoder read them: int8, each with the scale that makes it of unit length. */
export function unpackTable({ packing, dimension, isExact, exact, codebook, codes }: PackedTable): Int8Table {
  const items = isExact.length
  const data = new Int8Array(items * dimension)
  const scales = new Float32Array(items)
  const read =
    packing.form === 'pq' ? partReader(codebook, codes, packing.parts, dimension) : nibbleReader(codes, dimension)
  let exacts = 0
  for (let i = 0; i < items; i++) {
    const row = data.subarray(i * dimension, (i + 1) * dimension)
    if (isExact[i]) row.set(exact.subarray(exacts * dimension, ++exacts * dimension))
    else read(i - exacts, row)
    let square = 0
    for (let j = 0; j < dimension; j++) square += row[j] * row[j]
    scales[i] = square > 0 ? 1 / Math.sqrt(square) : 0
  }
  return { data, scales, dimension }
}

function nibbleReader(codes: Uint8Array, dimension: number) {
  const bytesEach = Math.ceil(dimension / 2)
  return (index: number, into: Int8Array) => {
    const from = index * bytesEach
    for (let j = 0; j < dimension; j++) into[j] = 2 * ((codes[from + (j >>> 1)] >>> (4 * (j & 1))) & 15) - 15
  }
}

function partReader(codebook: Int8Array, codes: Uint8Array, parts: number, dimension: number) {
  const starts = Array.from({ length: parts + 1 }, (_, part) => partStart(part, parts, dimension))
  return (index: number, into: Int8Array) => {
    for (let part = 0; part < parts; part++) {
      const [start, end] = [starts[part], starts[part + 1]]
      const word = CODEWORDS * start + codes[index * parts + part] * (end - start)
      into.set(codebook.subarray(word, word + end - start), start)
    }
  }
}
