import { mix } from '../random-stream.ts'

/** Degree, coefficients and first direction numbers of a primitive polynomial: Joe & Kuo, new-joe-kuo-6, 2008. */
const POLYNOMIALS: readonly (readonly [number, number, ...number[]])[] = [
  [1, 0, 1],
  [2, 1, 1, 3],
  [3, 1, 1, 3, 1],
  [3, 2, 1, 1, 1],
  [4, 1, 1, 1, 3, 3],
  [4, 4, 1, 3, 5, 13],
  [5, 2, 1, 1, 5, 5, 17],
  [5, 4, 1, 1, 5, 5, 5],
  [5, 7, 1, 1, 7, 11, 19],
]

/** So many dimensions form one sequence; further ones are further, shuffled sequences. */
const BLOCK = POLYNOMIALS.length + 1

/** [dimension][bit]: what the index's bit flips, as 32 bits after the point. */
const DIRECTIONS: readonly Int32Array[] = [
  Int32Array.from({ length: 32 }, (_, bit) => 1 << (31 - bit)),
  ...POLYNOMIALS.map(([degree, coefficients, ...first]) => {
    const v = new Int32Array(32)
    for (let bit = 0; bit < 32; bit++) {
      if (bit < degree) {
        v[bit] = first[bit] << (31 - bit)
        continue
      }
      v[bit] = v[bit - degree] ^ (v[bit - degree] >>> degree)
      for (let k = 1; k < degree; k++) if ((coefficients >>> (degree - 1 - k)) & 1) v[bit] ^= v[bit - k]
    }
    return v
  }),
]

function reverseBits(x: number): number {
  let bits = x
  bits = ((bits >>> 1) & 0x55555555) | ((bits & 0x55555555) << 1)
  bits = ((bits >>> 2) & 0x33333333) | ((bits & 0x33333333) << 2)
  bits = ((bits >>> 4) & 0x0f0f0f0f) | ((bits & 0x0f0f0f0f) << 4)
  bits = ((bits >>> 8) & 0x00ff00ff) | ((bits & 0x00ff00ff) << 8)
  return (bits >>> 16) | (bits << 16)
}

/** Owen's nested uniform scrambling by a hash in which each bit hangs on the higher ones alone (Laine & Karras 2011). */
function scramble(x: number, key: number): number {
  let bits = reverseBits(x)
  bits = (bits + key) | 0
  bits ^= Math.imul(bits, 0x6c50b47c)
  bits ^= Math.imul(bits, 0xb82f1e52)
  bits ^= Math.imul(bits, 0xc7afe638)
  bits ^= Math.imul(bits, 0x8d22f6e6)
  return reverseBits(bits)
}

/**
 * A coordinate of a scrambled Sobol point, in [0, 1). Any number of dimensions: past the tenth an Owen-shuffled index
 * starts the next ten (Burley, "Practical hash-based Owen scrambling", JCGT 2020).
 */
export function sobol(index: number, dimension: number, seed: number): number {
  const block = Math.floor(dimension / BLOCK)
  const key = mix(mix(seed >>> 0) ^ mix(Math.floor(seed / 2 ** 32) + 0x9e3779b9))
  const shuffled = scramble(index, mix(key ^ (block + 1)))
  const directions = DIRECTIONS[dimension % BLOCK]
  let bits = 0
  for (let bit = 0; bit < 32; bit++) if ((shuffled >>> bit) & 1) bits ^= directions[bit]
  return (scramble(bits, mix(key ^ mix(dimension + 0x51ed270b))) >>> 0) / 2 ** 32
}
