/** Tried for where values are cut off, as a share of the row's largest: fine steps for most are worth more than its tail. */
const CUTS = Array.from({ length: 25 }, (_, i) => 0.45 + 0.025 * i)

/**
 * Rows in 4 bits a value, each cut off where its direction is kept best: value ∝ 2·nibble − 15.
 * @param rows [rows, d], none of them zeros
 * @returns nibbles, the lower first [rows, ⌈d / 2⌉]
 */
export function toNibbles(rows: Float32Array, dimension: number): Uint8Array {
  const count = rows.length / dimension
  const bytesEach = Math.ceil(dimension / 2)
  const out = new Uint8Array(count * bytesEach)
  for (let i = 0; i < count; i++) {
    const row = rows.subarray(i * dimension, (i + 1) * dimension)
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    let best = CUTS[0]
    let nearest = Number.NEGATIVE_INFINITY
    for (const cut of CUTS) {
      let dot = 0
      let square = 0
      for (let j = 0; j < dimension; j++) {
        const level = 2 * nibble(row[j], cut * largest) - 15
        dot += level * row[j]
        square += level * level
      }
      const cosine = dot / Math.sqrt(square)
      if (cosine > nearest) [best, nearest] = [cut, cosine]
    }
    for (let j = 0; j < dimension; j++) {
      out[i * bytesEach + (j >>> 1)] |= nibble(row[j], best * largest) << (4 * (j & 1))
    }
  }
  return out
}

/** The nearest of sixteen levels, from −limit to limit. */
function nibble(value: number, limit: number): number {
  return Math.min(15, Math.max(0, Math.floor(8 + (8 * value) / limit)))
}
