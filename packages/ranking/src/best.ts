/**
 * The k best of all that is offered, in whatever order: highest score first, the smaller row first where scores are
 * equal. Kept sorted by insertion, which is quick for the short lists that people are shown (k up to some hundreds).
 */
export class Best {
  readonly rows: Int32Array
  readonly scores: Float64Array
  length = 0
  /** A lower score cannot enter: callers that scan long arrays look here before they call `offer`. */
  threshold: number

  constructor(k: number) {
    if (!Number.isInteger(k) || k < 0) throw new RangeError(`count is ${k}; it must be a whole number of at least 0`)
    this.rows = new Int32Array(k)
    this.scores = new Float64Array(k)
    this.threshold = k === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  }

  offer(row: number, score: number): void {
    const { rows, scores } = this
    const capacity = rows.length
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (scores[middle] > score || (scores[middle] === score && rows[middle] < row)) low = middle + 1
      else high = middle
    }
    if (low === capacity) return
    if (this.length < capacity) this.length++
    rows.copyWithin(low + 1, low, this.length - 1)
    scores.copyWithin(low + 1, low, this.length - 1)
    rows[low] = row
    scores[low] = score
    if (this.length === capacity) this.threshold = scores[capacity - 1]
  }

  clear(): void {
    this.length = 0
    if (this.rows.length > 0) this.threshold = Number.NEGATIVE_INFINITY
  }
}
