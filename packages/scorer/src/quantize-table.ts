import type { ItemTable } from './item-table.ts'
import { quantize } from './quantize.ts'

/**
 * int8 rows with a scale each: a quarter of the bytes, and the NDCG@10 of the float rows.
 * @param rows [items, dimension], row-major, finite (else `RangeError`)
 */
export function quantizeTable(rows: Float32Array, dimension: number): ItemTable {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(`dimension is ${dimension}; it must be a whole number of at least 1`)
  }
  if (rows.length % dimension !== 0) {
    throw new RangeError(`rows holds ${rows.length} values, which is no multiple of dimension ${dimension}`)
  }
  const data = new Int8Array(rows.length)
  const scales = new Float32Array(rows.length / dimension)
  for (let row = 0; row < scales.length; row++) {
    const from = row * dimension
    const to = from + dimension
    try {
      scales[row] = quantize(rows.subarray(from, to), 127, data.subarray(from, to))
    } catch (cause) {
      throw new RangeError(`rows[${row}]: ${(cause as Error).message}`, { cause })
    }
  }
  return { data, scales, dimension }
}
