import type { ItemTable } from './item-table.ts'
import { quantize } from './quantize.ts'

/**
 * Turns queries for one table into int16, as large as an exact int32 dot product with int8 rows allows:
 * dimension × 128 × limit < 2³¹. Up to dimension 512 that is the whole int16 range.
 * @param out [dimension] or longer; receives the integers
 * @returns a function from a float query [dimension] to its scale. It throws `RangeError` for a query
 *   of another length, with a value that is not finite, or so large that a score would overflow.
 */
export function createQueryQuantizer(
  { scales, dimension }: ItemTable,
  out: Int16Array,
): (query: Float32Array) => number {
  const limit = Math.min(32_767, Math.floor((2 ** 31 - 1) / (128 * dimension)))
  const largestScale = scales.reduce((largest, scale) => Math.max(largest, scale), 0)
  return (query) => {
    if (query.length !== dimension) {
      throw new RangeError(`the query has ${query.length} values; this table's dimension is ${dimension}`)
    }
    let queryScale: number
    try {
      queryScale = quantize(query, limit, out)
    } catch (cause) {
      throw new RangeError(`the query cannot be scored: ${(cause as Error).message}`, { cause })
    }
    if (!(Math.fround(largestScale * queryScale * 2 ** 31) < Number.POSITIVE_INFINITY)) {
      throw new RangeError('the query cannot be scored: its values are so large that scores overflow; normalise it')
    }
    return queryScale
  }
}
