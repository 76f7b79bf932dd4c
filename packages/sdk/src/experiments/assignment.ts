/**
 * A number from 0 to 1 that is the same for the same texts and as good as chance for others: FNV-1a, and the finalizer of
 * MurmurHash3, without which close texts fall close together.
 */
function placeOf(seed: string, experiment: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(`${seed}\n${experiment}`)) hash = Math.imul(hash ^ byte, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/**
 * The arm that a device is in: the same at each visit, and in one experiment independent of the others.
 *
 * @param shares by arm, positive; what they sum to is the whole
 */
export function assign<Arm extends string>(seed: string, experiment: string, shares: Record<Arm, number>): Arm {
  const arms = Object.entries(shares) as [Arm, number][]
  let left = placeOf(seed, experiment) * arms.reduce((sum, [, share]) => sum + share, 0)
  for (const [arm, share] of arms) {
    left -= share
    if (left < 0) return arm
  }
  return arms.at(-1)![0]
}
