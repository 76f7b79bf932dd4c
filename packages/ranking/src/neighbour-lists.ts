/** Neighbours of one item, heaviest first. */
export interface NeighbourList {
  /** Item rows, 1-based. */
  rows: ArrayLike<number>
  /** Share of what follows a visit of the item; positive. */
  weights: ArrayLike<number>
}

/** Neighbours of every item, made when they are asked for. */
export interface NeighbourLists {
  /** Items there are; rows go from 1 to it. */
  items: number
  /** Item rows (1-based) that have no neighbours and are nobody's: none has been met beside another. */
  unmet: readonly number[]
  of(row: number): NeighbourList
}
