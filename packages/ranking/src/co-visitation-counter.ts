import { NeighbourRows } from './neighbour-rows.ts'
import type { Neighbours } from './neighbours.ts'

export interface CoVisitationOptions {
  /** Steps within which two interactions are a pair. Default 10 interactions, or 3 sessions of unordered data. */
  window?: number
  /** Weight of "j came before i" against "j came after i". Default .5. */
  backward?: number
  /** Power of the popularity by which a neighbour's weight is divided. Default .3. */
  popularityPower?: number
  /**
   * Basket data: what shares a session has no order. Then a step is a session, within one the distance is 1 both ways,
   * and a session's items share the weight of one: else the few largest baskets would outweigh all others.
   */
  unordered?: boolean
}

/** Stands before, between and after sequences in the log; item rows start at 1. */
const END = 0
/** Stands between two sessions of a sequence, where the data is unordered. */
const SESSION = 0x7fff_ffff
/** Set on interactions that are context only. */
const CONTEXT = 0x8000_0000

/**
 * Counts which items are visited near each other, in one pass over the sequences.
 *
 * Keeps the sequences themselves, 4 bytes an interaction, and counts when it is finished, item by item into one dense
 * row: the pairs of a large shop would take far more memory than the interactions they come from. 50 million
 * interactions over 50,000 items stay under 1 GiB.
 */
export class CoVisitationCounter {
  readonly #items: number
  readonly #options: Required<CoVisitationOptions>
  /** Interactions an item, context left out; index i = item row i + 1. */
  readonly #popularity: Uint32Array
  #log = new Uint32Array(1 << 16)
  /** Unordered data: 1 / items of the session, for each entry of the log. */
  #shares = new Float32Array(0)
  #length = 1

  /** @param items rows of the vocabulary, without padding */
  constructor(items: number, options: CoVisitationOptions = {}) {
    if (!Number.isInteger(items) || items < 0 || items >= SESSION) {
      throw new RangeError(`items is ${items}; it must be a whole number of at least 0`)
    }
    this.#items = items
    this.#popularity = new Uint32Array(items)
    this.#options = {
      window: options.unordered ? 3 : 10,
      backward: 0.5,
      popularityPower: 0.3,
      unordered: false,
      ...options,
    }
    for (const [name, value] of Object.entries(this.#options)) {
      if (typeof value === 'number' && !(value >= 0 && value < Number.POSITIVE_INFINITY)) {
        throw new RangeError(`${name} is ${value}; it must be finite and not negative`)
      }
    }
  }

  /**
   * @param rows item rows (1-based), oldest first; 0 (padding) is skipped
   * @param from interactions before this index are context: they pair with later ones, not with each other
   * @param sessions needed for unordered data: session number of each interaction, rising
   */
  add(rows: ArrayLike<number>, from = 0, sessions?: ArrayLike<number>): void {
    const { unordered } = this.#options
    if (unordered && sessions?.length !== rows.length) {
      throw new RangeError('unordered sequences need `sessions`, one number for each of `rows`')
    }
    this.#reserve(2 * rows.length + 1)
    let at = this.#length
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]
      if (row === 0) continue
      if (!(row >= 1 && row <= this.#items)) {
        throw new RangeError(`rows[${i}] is ${row}; item rows here go from 1 to ${this.#items}`)
      }
      if (unordered && at > this.#length && sessions![i] !== sessions![i - 1]) this.#log[at++] = SESSION
      this.#log[at++] = i < from ? row | CONTEXT : row
    }
    if (unordered) this.#shareSessions(at)
    // Only now, so that a sequence with a bad row has left no trace.
    for (let i = this.#length; i < at; i++) {
      const entry = this.#log[i]
      if (entry < SESSION) this.#popularity[entry - 1]++
    }
    this.#log[at] = END
    this.#length = at + 1
  }

  /**
   * C of every item: pairs count 1 / distance, backwards times `backward`; columns are divided by
   * popularity^`popularityPower`, rows are normalised and cut to the k largest.
   */
  finish(k: number): Neighbours {
    const { offsets, at } = this.#positions()
    const { backward, popularityPower } = this.#options
    const discount = Float64Array.from(this.#popularity, (count) => (count === 0 ? 1 : count ** -popularityPower))
    const out = new NeighbourRows(this.#items, k)
    for (let item = 0; item < this.#items; item++) {
      for (let p = offsets[item]; p < offsets[item + 1]; p++) {
        this.#walk(at[p], 1, 1, out)
        this.#walk(at[p], -1, backward, out)
      }
      out.close(discount)
    }
    return out.finish()
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#log.length) return
    const larger = new Uint32Array(Math.max(2 * this.#log.length, this.#length + more))
    larger.set(this.#log.subarray(0, this.#length))
    this.#log = larger
  }

  /** For the sequence being added, which ends before `end`. */
  #shareSessions(end: number): void {
    if (this.#shares.length < this.#log.length) {
      const larger = new Float32Array(this.#log.length)
      larger.set(this.#shares)
      this.#shares = larger
    }
    for (let from = this.#length; from < end; ) {
      let to = from
      while (to < end && this.#log[to] !== SESSION) to++
      this.#shares.fill(1 / (to - from), from, to)
      from = to + 1
    }
  }

  /** Adds what lies within the window of the log's entry `from`, on one side of it. */
  #walk(from: number, step: 1 | -1, weight: number, out: NeighbourRows): void {
    const log = this.#log
    const { window, unordered } = this.#options
    const isContext = log[from] >= CONTEXT
    let distance = 0
    for (let at = from + step; log[at] !== END; at += step) {
      const entry = log[at]
      if (!unordered || entry === SESSION) distance++
      if (distance > window) return
      if (entry === SESSION || (isContext && entry >= CONTEXT)) continue
      // Within one unordered session neither came first: both count in full.
      const closeness = distance === 0 ? 1 : weight / distance
      out.add((entry & ~CONTEXT) >>> 0, unordered ? closeness * this.#shares[at] : closeness)
    }
  }

  /** Where in the log each item is, in compressed rows. */
  #positions(): { offsets: Float64Array; at: Uint32Array } {
    const offsets = new Float64Array(this.#items + 1)
    for (let i = 0; i < this.#length; i++) {
      const entry = this.#log[i]
      if (entry !== END && entry !== SESSION) offsets[(entry & ~CONTEXT) >>> 0]++
    }
    for (let item = 0; item < this.#items; item++) offsets[item + 1] += offsets[item]
    const at = new Uint32Array(offsets[this.#items])
    const next = offsets.slice()
    for (let i = 0; i < this.#length; i++) {
      const entry = this.#log[i]
      if (entry !== END && entry !== SESSION) at[next[((entry & ~CONTEXT) >>> 0) - 1]++] = i
    }
    return { offsets, at }
  }
}
