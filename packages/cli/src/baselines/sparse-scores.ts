/** Scores of all items of which a question touches few: cleared by what was touched, not by their number. */
export class SparseScores {
  readonly scores: Float32Array
  readonly #touched: number[] = []

  constructor(items: number) {
    this.scores = new Float32Array(items)
  }

  clear(): void {
    for (const row of this.#touched) this.scores[row - 1] = 0
    this.#touched.length = 0
  }

  /** @param row 1-based @param score above 0 */
  add(row: number, score: number): void {
    if (this.scores[row - 1] === 0) this.#touched.push(row)
    this.scores[row - 1] += score
  }
}
