import { createRandom, type Random } from '../packages/model/src/index.ts'

const STRANGE = [
  null,
  true,
  -1,
  0,
  1e308,
  Number.NaN,
  '',
  'x'.repeat(2000),
  '__proto__',
  '<script>',
  [],
  [[]],
  {},
  { length: 9e9 },
  '\u0000',
  2 ** 53,
]

/** What a structured clone, and a page's own objects, can be besides: no JSON says it. */
const cyclic: Record<string, unknown> = { price: 1 }
cyclic.items = [cyclic]
export const STRANGER: readonly unknown[] = [
  undefined,
  7n,
  new Map([[1, 2]]),
  new Date(Number.NaN),
  cyclic,
  new Uint8Array(3),
  { toString: 1 },
]

/** Breaks input, the same way for the same seed. */
export interface Mutator {
  random: Random
  pick<T>(list: readonly T[]): T
  /** The same bytes cut, lengthened, or with some of them changed. */
  bytes(bytes: Uint8Array): Uint8Array
  /** The same value with one of its parts, at any depth, taken out or put wrong. */
  value(value: unknown): unknown
}

/** @param strange values to put in besides those that JSON can say */
export function createMutator(seed: number, strange: readonly unknown[] = []): Mutator {
  const random = createRandom(seed)
  const all = [...STRANGE, ...strange]
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)]

  function value(given: unknown): unknown {
    if (typeof given !== 'object' || given === null || random.below(4) === 0) return pick(all)
    const copy = (Array.isArray(given) ? [...given] : { ...given }) as Record<string, unknown>
    const keys = Object.keys(copy)
    if (keys.length === 0) return pick(all)
    const key = pick(keys)
    if (random.below(5) === 0) delete copy[key]
    else copy[key] = value(copy[key])
    return copy
  }

  return {
    random,
    pick,
    value,
    bytes(given) {
      const kind = random.below(4)
      if (kind === 0) return given.slice(0, random.below(given.length))
      if (kind === 1) {
        const longer = new Uint8Array(given.length + 64)
        longer.set(given.subarray(0, 64))
        longer.set(given, 64)
        return longer
      }
      const changed = given.slice()
      for (let i = 1 + random.below(kind === 2 ? 3 : 300); i > 0; i--)
        changed[random.below(changed.length)] = random.below(256)
      return changed
    },
  }
}
