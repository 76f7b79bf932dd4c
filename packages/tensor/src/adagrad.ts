/**
 * Adagrad (Duchi, Hazan & Singer 2011, https://jmlr.org/papers/v12/duchi11a.html) on plain arrays, rows of a table
 * updated only where the batch touched them. Starts its sums at 0.1, as TF.js does: the first steps are not the largest.
 */
export interface AdagradState {
  squares: Float32Array
  /** Elements a block: the width of a row, or the length of the whole array. */
  block: number
}

/** State for an array of `length` elements in blocks of `block` (default: one block). */
export function createAdagrad(length: number, block = length): AdagradState {
  return { squares: new Float32Array(length).fill(0.1), block }
}

/**
 * One step in place on the blocks named by `blocks` (default: all), with `gradient` holding those
 * blocks one after the other.
 */
export function adagradStep(
  values: Float32Array,
  gradient: Float32Array,
  { squares, block }: AdagradState,
  learningRate: number,
  blocks?: ArrayLike<number>,
): void {
  const count = blocks ? blocks.length : values.length / block
  for (let k = 0; k < count; k++) {
    const b = blocks ? blocks[k] : k
    for (let i = b * block, g = k * block, end = i + block; i < end; i++, g++) {
      squares[i] += gradient[g] * gradient[g]
      values[i] -= (learningRate * gradient[g]) / Math.sqrt(squares[i])
    }
  }
}
