/**
 * Weighted co-visitation neighbours of every item, in compressed rows: those of item row r (1-based) are entries
 * `offsets[r - 1]` to `offsets[r]` of `rows` and `weights`, heaviest first.
 */
export interface Neighbours {
  /** [items + 1] */
  offsets: Uint32Array
  /** Item rows, 1-based. */
  rows: Uint32Array
  /** Share of what follows a visit of the item; positive. */
  weights: Float32Array
}
