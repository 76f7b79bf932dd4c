import type { Neighbours } from './neighbours.ts'

/**
 * The published form, little-endian: uint32 offsets [items + 1], uint32 rows (1-based), uint8 weights, zeros up to a
 * multiple of four bytes, float32 scale [items]; weight = byte / 255 × scale of its item. Neighbours whose weight
 * rounds to nothing beside their item's largest are left out.
 */
export function encodeNeighbours({ offsets, rows, weights }: Neighbours): Uint8Array<ArrayBuffer> {
  const items = offsets.length - 1
  const scales = new Float32Array(items)
  const keptOffsets = new Uint32Array(items + 1)
  const keptRows: number[] = []
  const keptBytes: number[] = []
  for (let item = 0; item < items; item++) {
    for (let i = offsets[item]; i < offsets[item + 1]; i++) scales[item] = Math.max(scales[item], weights[i])
    for (let i = offsets[item]; i < offsets[item + 1]; i++) {
      const byte = Math.round((weights[i] / scales[item]) * 255)
      if (!(byte > 0)) continue
      keptRows.push(rows[i])
      keptBytes.push(byte)
    }
    keptOffsets[item + 1] = keptRows.length
  }

  const layout = neighbourLayout(items, keptRows.length)
  const bytes = new Uint8Array(layout.end)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i <= items; i++) view.setUint32(4 * i, keptOffsets[i], true)
  for (let i = 0; i < keptRows.length; i++) view.setUint32(layout.rows + 4 * i, keptRows[i], true)
  bytes.set(keptBytes, layout.weights)
  for (let i = 0; i < items; i++) view.setFloat32(layout.scales + 4 * i, scales[i], true)
  return bytes
}

/** Where the parts of the published form begin, and where it ends, in bytes. */
export function neighbourLayout(items: number, count: number): Record<'rows' | 'weights' | 'scales' | 'end', number> {
  const rows = 4 * (items + 1)
  const weights = rows + 4 * count
  const scales = weights + 4 * Math.ceil(count / 4)
  return { rows, weights, scales, end: scales + 4 * items }
}
