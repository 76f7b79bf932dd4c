/**
 * Sums rows by the number of their segment, the gradient of `gather`; rows whose number is none are left out.
 *
 * @param rows [n, width]
 * @param numbers [n]
 * @param sums [segments, width], written
 */
export function sumSegments(
  rows: Float32Array | Int32Array,
  numbers: ArrayLike<number>,
  sums: Float32Array | Int32Array,
  width: number,
): void {
  sums.fill(0)
  for (let i = 0; i < numbers.length; i++) {
    const at = numbers[i] * width
    if (at < 0 || at >= sums.length) continue
    for (let j = 0, from = i * width; j < width; j++) sums[at + j] += rows[from + j]
  }
}
