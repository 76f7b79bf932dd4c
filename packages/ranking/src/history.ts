/** What a visitor did, oldest first: item rows (1-based) and session numbers, rising. */
export interface History {
  rows: ArrayLike<number>
  sessions: ArrayLike<number>
}
