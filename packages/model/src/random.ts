/** Seeded generator of 32-bit words (xoshiro128**, Blackman & Vigna 2018); the same on every machine. */
export interface Random {
  /** Uniform in [0, 2^32). */
  word(): number
  /** Uniform in [0, 1). */
  uniform(): number
  /** Uniform integer in [0, n). */
  below(n: number): number
  /** Standard normal (Box–Muller). */
  normal(): number
  /** In place, Fisher–Yates. */
  shuffle<T extends { length: number; [index: number]: unknown }>(list: T): T
}

export function createRandom(seed: number): Random {
  // splitmix32 spreads a small seed over the whole state.
  let z = seed >>> 0
  const split = () => {
    z = (z + 0x9e3779b9) >>> 0
    let t = z ^ (z >>> 16)
    t = Math.imul(t, 0x21f0aaad)
    t ^= t >>> 15
    t = Math.imul(t, 0x735a2d97)
    return (t ^ (t >>> 15)) >>> 0
  }
  let a = split()
  let b = split()
  let c = split()
  let d = split()
  const word = () => {
    const x = Math.imul(b, 5)
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = (d << 11) | (d >>> 21)
    return result
  }
  const uniform = () => word() / 4294967296
  const below = (n: number) => Math.floor(uniform() * n)
  return {
    word,
    uniform,
    below,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffle(list) {
      for (let i = list.length - 1; i > 0; i--) {
        const j = below(i + 1)
        const kept = list[i]
        list[i] = list[j]
        list[j] = kept
      }
      return list
    },
  }
}
