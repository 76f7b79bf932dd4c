import type { Neighbours } from './neighbours.ts'

/** A weight is its item's largest, divided by this a level; each level is 4 bits. */
export const WEIGHT_STEP = 1.3
export const LEVELS = 16
/** Bits of an item's head: how many neighbours it has, and the Rice parameter of its gaps. */
export const COUNT_BITS = 11
export const RICE_BITS = 5

/**
 * The published form, a stream of bits, the lowest of a byte first. For each item: how many neighbours (11 bits) and k (5
 * bits); for each neighbour, in rising order of rows, the gap to the row before it less one as a Rice code (gap >> k ones
 * and a zero, then k bits; Rice & Plaut 1971), and its level (4 bits): weight ∝ 1.3^−level, summing to 1 over the item.
 * Only the first hop is published: of it four bits lose nothing, and the second follows from it.
 */
export function encodeNeighbours({ offsets, rows, weights }: Neighbours): Uint8Array<ArrayBuffer> {
  const out = new BitWriter()
  for (let item = 0; item + 1 < offsets.length; item++) {
    const [from, to] = [offsets[item], offsets[item + 1]]
    if (to - from >= 1 << COUNT_BITS) throw new RangeError(`item row ${item + 1} has ${to - from} neighbours; cut it`)
    let largest = 0
    for (let i = from; i < to; i++) largest = Math.max(largest, weights[i])
    const order = Array.from({ length: to - from }, (_, i) => from + i).sort((a, b) => rows[a] - rows[b])
    const gaps = order.map((i, k) => rows[i] - (k === 0 ? 0 : rows[order[k - 1]]) - 1)
    if (gaps.some((gap) => gap < 0)) throw new RangeError(`item row ${item + 1} names a neighbour twice, or row 0`)
    const k = riceParameter(gaps)
    out.write(order.length, COUNT_BITS)
    out.write(k, RICE_BITS)
    order.forEach((i, n) => {
      for (let ones = gaps[n] >>> k; ones > 0; ones--) out.write(1, 1)
      out.write(0, 1)
      out.write(gaps[n] & ((1 << k) - 1), k)
      const level = Math.round(Math.log(largest / weights[i]) / Math.log(WEIGHT_STEP))
      out.write(Math.min(LEVELS - 1, level), 4)
    })
  }
  return out.finish()
}

/** The k of fewest bits. */
function riceParameter(gaps: readonly number[]): number {
  let best = 0
  let fewest = Number.POSITIVE_INFINITY
  for (let k = 0; k < 22; k++) {
    const bits = gaps.reduce((sum, gap) => sum + (gap >>> k) + 1 + k, 0)
    if (bits < fewest) [best, fewest] = [k, bits]
  }
  return best
}

class BitWriter {
  #bytes = new Uint8Array(1 << 12)
  #bits = 0

  write(value: number, count: number): void {
    for (let i = 0; i < count; i++) {
      const at = this.#bits >>> 3
      if (at === this.#bytes.length) {
        const larger = new Uint8Array(2 * at)
        larger.set(this.#bytes)
        this.#bytes = larger
      }
      this.#bytes[at] |= ((value >>> i) & 1) << (this.#bits & 7)
      this.#bits++
    }
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, Math.ceil(this.#bits / 8))
  }
}
