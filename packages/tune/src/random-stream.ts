/** Uniform in [0, 1). */
export type Random = () => number

/** Murmur3's finaliser: each bit of the input decides over each of the output. */
export function mix(bits: number): number {
  let h = bits | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/**
 * A stream of its own for each list of keys (sfc32, 32 bits a number). A trial's stream hangs on the seed and on its
 * number alone: who asked before, and on which machine, changes nothing.
 * @param keys whole numbers, not negative
 */
export function randomStream(...keys: number[]): Random {
  let h = 0x9e3779b9
  for (const key of keys) h = mix(mix(h ^ (key >>> 0)) ^ (Math.floor(key / 2 ** 32) >>> 0) ^ 0x85ebca77)
  let [a, b, c, counter] = [mix(h ^ 0xa5a5a5a5), mix(h ^ 0x3c3c3c3c), mix(h ^ 0x5a5a5a5a), 1]
  const next = (): number => {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 12; i++) next()
  return next
}
