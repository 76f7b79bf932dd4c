import type { TopK } from './top-k.ts'

/** Scores one query against every item. Both kinds give the same bits. */
export interface Scorer {
  readonly kind: 'wasm' | 'javascript'
  readonly items: number
  /**
   * @param query [dimension], finite
   * @returns [items], index i = the score of item row i + 1. The view is valid until the next call.
   */
  score(query: Float32Array): Float32Array
  /**
   * The best k rows (1-based), ties broken by the smaller row.
   * @param exclude item rows (1-based) to leave out
   */
  top(query: Float32Array, k: number, exclude?: ReadonlySet<number>): TopK
}
