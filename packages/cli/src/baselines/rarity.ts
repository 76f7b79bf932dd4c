import type { SessionIndex } from './session-index.ts'

/** By item row [items + 1]: 1 + `weight` · ln(sessions / sessions that hold the item); 0 where none does. */
export function rarityOf(index: SessionIndex, weight: number): Float64Array {
  const rarity = new Float64Array(index.sessionOffsets.length - 1)
  for (let row = 1; row < rarity.length; row++) {
    const held = index.sessionOffsets[row + 1] - index.sessionOffsets[row]
    if (held > 0) rarity[row] = 1 + weight * Math.log(index.count / held)
  }
  return rarity
}
