import { CoVisitationCounter, type Neighbours, popularityShares } from '@penchant/ranking'
import { type Dataset, readSequences } from './dataset.ts'
import type { Split } from './dataset-description.ts'
import { isChoice } from './targets.ts'

/** Neighbours kept an item: what the thirtieth adds is hardly seen, and the second hop goes through all of them. */
const NEIGHBOURS = 30

/**
 * Co-visitation and popularity, counted over the given splits. A later split's sequences bring their
 * history along, which is context there and not counted twice.
 */
export async function countNeighbours(
  dataset: Dataset,
  splits: Split[],
  limit = NEIGHBOURS,
): Promise<{ neighbours: Neighbours; popularity: Float32Array }> {
  const { items } = dataset.counts
  const counter = new CoVisitationCounter(items, { unordered: dataset.task === 'next-basket' })
  const counts = new Float64Array(items)
  for (const split of splits) {
    for await (const sequence of readSequences(dataset, split)) {
      const { rows, sessions, targets } = sequence
      const from = Math.max(0, targets.indexOf(1))
      // To put into the cart what one is looking at is no second visit: it would make each item its own best neighbour.
      const visits = [...rows.keys()].filter((i) => i === 0 || isChoice(sequence, i))
      counter.add(
        visits.map((i) => rows[i]),
        visits.filter((i) => i < from).length,
        visits.map((i) => sessions[i]),
      )
      for (let i = from; i < rows.length; i++) counts[rows[i] - 1]++
    }
  }
  return { neighbours: counter.finish(limit), popularity: popularityShares(counts) }
}
