import { penchantError } from '@penchant/protocol'
import { neighbourLayout } from './encode-neighbours.ts'
import type { Neighbours } from './neighbours.ts'

/**
 * Reads what `encodeNeighbours` wrote. The bytes come over the network: whatever does not fit throws `ModelInvalid`,
 * and what is returned never points outside of itself.
 * @param items rows of the manifest's table, without padding
 */
export function decodeNeighbours(bytes: Uint8Array, items: number): Neighbours {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = 4 * (items + 1)
  if (bytes.length < head) throw invalid(`has ${bytes.length} bytes; the offsets of ${items} items alone need ${head}`)
  const count = view.getUint32(4 * items, true)
  const layout = neighbourLayout(items, count)
  if (bytes.length !== layout.end) {
    throw invalid(`has ${bytes.length} bytes; ${items} items with ${count} neighbours need ${layout.end}`)
  }

  const offsets = new Uint32Array(items + 1)
  for (let i = 0; i <= items; i++) {
    offsets[i] = view.getUint32(4 * i, true)
    const least = i === 0 ? 0 : offsets[i - 1]
    if (offsets[i] < least || offsets[i] > (i === 0 ? 0 : count)) {
      throw invalid(`has offset ${offsets[i]} at ${i}; offsets begin with 0 and rise to ${count}`)
    }
  }
  const rows = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    rows[i] = view.getUint32(layout.rows + 4 * i, true)
    if (rows[i] < 1 || rows[i] > items) throw invalid(`names item row ${rows[i]}; rows here go from 1 to ${items}`)
  }
  const weights = new Float32Array(count)
  for (let item = 0; item < items; item++) {
    const scale = view.getFloat32(layout.scales + 4 * item, true)
    // A weight is a share of its item's row, so its largest is at most 1.
    if (!(scale >= 0 && scale <= 1)) throw invalid(`gives item row ${item + 1} the scale ${scale}; it must be 0 to 1`)
    for (let i = offsets[item]; i < offsets[item + 1]; i++) weights[i] = (bytes[layout.weights + i] / 255) * scale
  }
  return { offsets, rows, weights }
}

const invalid = (why: string): Error =>
  penchantError('ModelInvalid', `the neighbours file ${why}; publish the model again`)
