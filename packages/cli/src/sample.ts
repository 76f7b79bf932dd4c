import { createRandom } from '@penchant/model'

/**
 * A uniform sample of at most `size` elements of a stream of unknown length (reservoir, Vitter 1985),
 * the same for the same seed.
 */
export async function sample<T>(stream: AsyncIterable<T> | Iterable<T>, size: number, seed: number): Promise<T[]> {
  const random = createRandom(seed)
  const kept: T[] = []
  let seen = 0
  for await (const element of stream) {
    seen++
    if (kept.length < size) kept.push(element)
    else {
      const place = random.below(seen)
      if (place < size) kept[place] = element
    }
  }
  return kept
}
