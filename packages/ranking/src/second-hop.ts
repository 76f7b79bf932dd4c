import { NeighbourRows } from './neighbour-rows.ts'
import type { Neighbours } from './neighbours.ts'

/** C + weight · C·C, rows normalised and cut to the k largest: the neighbours' neighbours reach what few visits miss. */
export function addSecondHop(first: Neighbours, weight: number, k: number): Neighbours {
  const { offsets, rows, weights } = first
  const items = offsets.length - 1
  const out = new NeighbourRows(items, k)
  for (let item = 0; item < items; item++) {
    for (let i = offsets[item]; i < offsets[item + 1]; i++) {
      const through = rows[i]
      out.add(through, weights[i])
      const share = weight * weights[i]
      for (let j = offsets[through - 1]; j < offsets[through]; j++) out.add(rows[j], share * weights[j])
    }
    out.close()
  }
  return out.finish()
}
