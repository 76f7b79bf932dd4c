import { addContent, type ItemTower } from './item-tower.ts'

/** Events in train below which what an item has of its own is chance: it is published by its content alone. */
const LEAST_SUPPORT = 5

/**
 * All item rows as the encoder reads them, tower and own part together [items + 1, d], not normalised.
 * @param support events of item row i + 1 in train, where those of few are to do without their own part
 */
export function itemTable(table: Float32Array, tower: ItemTower | null, support?: ArrayLike<number>): Float32Array {
  if (!tower) return table
  const whole = table.slice()
  const { dimension } = tower
  for (let row = 1; row < tower.offsets.length; row++) {
    const at = row * dimension
    if (support && support[row - 1] < LEAST_SUPPORT) whole.fill(0, at, at + dimension)
    addContent(tower, row, whole, at)
  }
  return whole
}
