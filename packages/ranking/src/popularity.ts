import { Best } from './best.ts'
import type { RowSet } from './row-set.ts'

/**
 * Share of all interactions that each item has; sums to 1, or all 0 where nothing was counted.
 * @param counts [items], index i = item row i + 1; finite and not negative
 */
export function popularityShares(counts: ArrayLike<number>): Float32Array {
  let total = 0
  for (let i = 0; i < counts.length; i++) {
    if (!(counts[i] >= 0 && counts[i] < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`counts[${i}] is ${counts[i]}; it must be finite and not negative`)
    }
    total += counts[i]
  }
  const shares = new Float32Array(counts.length)
  if (total > 0) for (let i = 0; i < counts.length; i++) shares[i] = counts[i] / total
  return shares
}

/**
 * Item rows (1-based), most popular first; the smaller row first where shares are equal.
 * @param exclude item rows to leave out
 */
export function mostPopular(shares: ArrayLike<number>, count: number, exclude?: RowSet): Int32Array {
  const best = new Best(Math.min(count, shares.length))
  for (let i = 0; i < shares.length; i++) {
    if (shares[i] >= best.threshold && !exclude?.has(i + 1)) best.offer(i + 1, shares[i])
  }
  return best.rows.slice(0, best.length)
}
