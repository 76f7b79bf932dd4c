import type { Neighbours } from '@penchant/ranking'

/** The heaviest neighbours of each item, at most so many. */
export function cutNeighbours({ offsets, rows, weights }: Neighbours, limit: number): Neighbours {
  const cut: Neighbours = {
    offsets: new Uint32Array(offsets.length),
    rows: new Uint32Array(rows.length),
    weights: new Float32Array(rows.length),
  }
  let length = 0
  for (let item = 0; item + 1 < offsets.length; item++) {
    const [from, to] = [offsets[item], Math.min(offsets[item + 1], offsets[item] + limit)]
    cut.rows.set(rows.subarray(from, to), length)
    cut.weights.set(weights.subarray(from, to), length)
    length += to - from
    cut.offsets[item + 1] = length
  }
  return { ...cut, rows: cut.rows.slice(0, length), weights: cut.weights.slice(0, length) }
}
