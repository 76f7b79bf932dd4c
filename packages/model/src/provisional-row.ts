import type { Int8Table } from './int8-table.ts'

/** Nearest items that a row is made of: more only blur it. */
const NEAREST = 10

/**
 * A row for an item that the model has none for, from those that it has: the mean of the rows of the items that are most
 * like it by their words, each weighed by how like it is. The same idea as that of item k-nearest-neighbours by content,
 * made a vector.
 *
 * @param alike item row (1…N) → cosine of the words, above 0
 * @returns unit vector [d], or `null` where nothing is like it
 */
export function provisionalRow(alike: ReadonlyMap<number, number>, table: Int8Table): Float32Array | null {
  const { data, scales, dimension } = table
  const nearest = [...alike].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, NEAREST)
  const sum = new Float32Array(dimension)
  for (const [row, cosine] of nearest) {
    const weight = cosine * scales[row - 1]
    for (let i = 0, at = (row - 1) * dimension; i < dimension; i++, at++) sum[i] += weight * data[at]
  }
  const length = Math.hypot(...sum)
  return length > 0 ? sum.map((value) => value / length) : null
}
