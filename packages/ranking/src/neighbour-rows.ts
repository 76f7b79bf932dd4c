import { Best } from './best.ts'
import type { Neighbours } from './neighbours.ts'

/** Builds `Neighbours` item by item: weights are added up in one dense row, of which the k largest are kept. */
export class NeighbourRows {
  readonly #best: Best
  readonly #sums: Float64Array
  readonly #touched: Uint32Array
  #touchedCount = 0
  readonly #offsets: Uint32Array
  #rows = new Uint32Array(1 << 16)
  #weights = new Float32Array(1 << 16)
  #item = 0
  #length = 0

  constructor(items: number, k: number) {
    this.#best = new Best(k)
    this.#sums = new Float64Array(items + 1)
    this.#touched = new Uint32Array(items)
    this.#offsets = new Uint32Array(items + 1)
  }

  /** Adds to the weight of a neighbour (row, 1-based) of the item in hand. */
  add(row: number, weight: number): void {
    if (!(weight > 0)) return
    if (this.#sums[row] === 0) this.#touched[this.#touchedCount++] = row
    this.#sums[row] += weight
  }

  /** Ends the item in hand: `discount[row - 1]` times each weight, normalised to sum 1 before the row is cut to k. */
  close(discount: Float64Array): void {
    const best = this.#best
    best.clear()
    let total = 0
    for (let i = 0; i < this.#touchedCount; i++) {
      const row = this.#touched[i]
      const weight = this.#sums[row] * discount[row - 1]
      this.#sums[row] = 0
      total += weight
      if (weight >= best.threshold) best.offer(row, weight)
    }
    this.#touchedCount = 0
    this.#reserve(best.length)
    for (let i = 0; i < best.length; i++) {
      this.#rows[this.#length] = best.rows[i]
      this.#weights[this.#length++] = best.scores[i] / total
    }
    this.#offsets[++this.#item] = this.#length
  }

  /** Call after every item was closed. */
  finish(): Neighbours {
    return {
      offsets: this.#offsets,
      rows: this.#rows.slice(0, this.#length),
      weights: this.#weights.slice(0, this.#length),
    }
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#rows.length) return
    const rows = new Uint32Array(2 * this.#rows.length + more)
    const weights = new Float32Array(rows.length)
    rows.set(this.#rows)
    weights.set(this.#weights)
    this.#rows = rows
    this.#weights = weights
  }
}
