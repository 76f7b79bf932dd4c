import { noveltyFactor, priceBand, priceFactor } from '@penchant/ranking'
import type { Candidate, Question } from './candidate.ts'
import { itemsSeen } from './history/items-seen.ts'
import type { Serving } from './serving.ts'
import type { Shown } from './shown.ts'

/** What is left of a score each time the item was shown and not clicked. */
const ROTATION = 0.8

/** The product of all that the request changes scores by: boosts, novelty, the visitor's price band, rotation. */
export function scoreFactor(
  { request, history }: Question,
  serving: Serving | null,
  shown: Pick<Shown, 'times'>,
): (candidate: Candidate) => number {
  const { boost, novelty, rotate } = request
  const band = request.priceBand > 0 ? priceBand(pricesOf(history, serving)) : null
  return ({ item, row }) => {
    let factor = 1
    for (const { when, by } of boost) if (when(item)) factor *= by
    if (novelty > 0 && serving && row > 0) {
      factor *= noveltyFactor(serving.popularity[row - 1], serving.popularity.length, novelty)
    }
    if (band) factor *= priceFactor(item.price, band, request.priceBand)
    if (rotate) factor *= ROTATION ** shown.times(item.id)
    return factor
  }
}

/** Of each item that the visitor met, once: the catalogue's price, or what the page said where it has none. */
function pricesOf(history: Question['history'], serving: Serving | null): number[] {
  return [...itemsSeen(history)].flatMap(([id, { price }]) => {
    const row = serving?.catalogue.row(id) ?? 0
    return (row > 0 ? serving!.catalogue.item(row).price : undefined) ?? price ?? []
  })
}
