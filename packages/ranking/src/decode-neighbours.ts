import { penchantError } from '@penchant/protocol'
import { COUNT_BITS, RICE_BITS, WEIGHT_STEP } from './encode-neighbours.ts'
import type { Neighbours } from './neighbours.ts'

/**
 * Reads what `encodeNeighbours` wrote. The bytes come over the network: whatever does not fit throws `ModelInvalid`,
 * and what is returned never points outside of itself.
 * @param items rows of the manifest's table, without padding
 */
export function decodeNeighbours(bytes: Uint8Array, items: number): Neighbours {
  const end = bytes.length * 8
  let bit = 0
  const read = (count: number): number => {
    if (bit + count > end) throw invalid(`has ${bytes.length} bytes and ends before the last of ${items} items`)
    let value = 0
    for (let i = 0; i < count; i++, bit++) value |= ((bytes[bit >>> 3] >>> (bit & 7)) & 1) << i
    return value
  }
  const offsets = new Uint32Array(items + 1)
  // An item's head and each of its neighbours take bits of the file, so a count cannot ask for more than it is long.
  const rows = new Uint32Array(Math.floor(end / 5))
  const weights = new Float32Array(rows.length)
  let length = 0
  for (let item = 0; item < items; item++) {
    const count = read(COUNT_BITS)
    const k = read(RICE_BITS)
    const list: [row: number, weight: number][] = []
    let row = 0
    let total = 0
    for (let n = 0; n < count; n++) {
      let high = 0
      while (read(1) === 1) high++
      row += high * 2 ** k + (read(k) >>> 0) + 1
      if (row > items) throw invalid(`names item row ${row}; rows here go from 1 to ${items}`)
      const weight = WEIGHT_STEP ** -read(4)
      total += weight
      list.push([row, weight])
    }
    // Heaviest first; the sort is stable, so the smaller row where weights are equal.
    list.sort((a, b) => b[1] - a[1])
    for (const [neighbour, weight] of list) {
      rows[length] = neighbour
      weights[length++] = weight / total
    }
    offsets[item + 1] = length
  }
  if (Math.ceil(bit / 8) !== bytes.length) {
    throw invalid(`has ${bytes.length} bytes; ${items} items with ${length} neighbours need ${Math.ceil(bit / 8)}`)
  }
  if (bit % 8 && bytes[bytes.length - 1] >>> (bit % 8))
    throw invalid('goes on after its last item; fill its last byte up with zeros')
  return { offsets, rows: rows.slice(0, length), weights: weights.slice(0, length) }
}

const invalid = (why: string): Error =>
  penchantError('ModelInvalid', `the neighbours file ${why}; publish the model again`)
