/** Item rows (1-based) by a question: a `Set`, or a rule that is asked only of the rows that could be listed. */
export interface RowSet {
  has(row: number): boolean
}
