import { Best } from './best.ts'
import type { NeighbourList, NeighbourLists } from './neighbour-lists.ts'
import type { Neighbours } from './neighbours.ts'

/** Most neighbours an item: what comes after them would not be seen in any list. */
const MOST = 200
/** Lists kept by default: a visit asks for those of its own items again and again, which are its window and what is recalled. */
const KEPT = 1024

/**
 * C + weight · C·C, rows normalised, heaviest first: neighbours' neighbours reach what few visits miss. A row is added up
 * when it is first asked for. All of them would be ten times what is published, and take longer than loading it.
 * @param most lists kept, of 2.4 kB at most each
 */
export function twoHops({ offsets, rows, weights }: Neighbours, weight: number, most: number = KEPT): NeighbourLists {
  const items = offsets.length - 1
  const kept = new Map<number, NeighbourList>()

  function sum(row: number): NeighbourList {
    const sums = new Map<number, number>()
    let total = 0
    const add = (neighbour: number, share: number) => {
      if (!(share > 0)) return
      sums.set(neighbour, (sums.get(neighbour) ?? 0) + share)
      total += share
    }
    for (let i = offsets[row - 1]; i < offsets[row]; i++) {
      const through = rows[i]
      add(through, weights[i])
      const share = weight * weights[i]
      for (let j = offsets[through - 1]; j < offsets[through]; j++) add(rows[j], share * weights[j])
    }
    const best = new Best(Math.min(MOST, sums.size))
    for (const [neighbour, share] of sums) best.offer(neighbour, share / total)
    return { rows: best.rows.slice(0, best.length), weights: best.scores.slice(0, best.length) }
  }

  return {
    items,
    unmet: unmetOf(offsets, rows),
    of(row) {
      const known = kept.get(row)
      if (known) return known
      const list = sum(row)
      if (kept.size >= most) kept.delete(kept.keys().next().value!)
      kept.set(row, list)
      return list
    },
  }
}

function unmetOf(offsets: Uint32Array, rows: Uint32Array): number[] {
  const isMet = new Uint8Array(offsets.length)
  for (let row = 1; row < offsets.length; row++) isMet[row] = offsets[row] > offsets[row - 1] ? 1 : 0
  for (const row of rows) isMet[row] = 1
  const unmet: number[] = []
  for (let row = 1; row < isMet.length; row++) if (!isMet[row]) unmet.push(row)
  return unmet
}
