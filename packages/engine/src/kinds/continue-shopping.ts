import { byPlace } from '../by-place.ts'
import type { Candidates, Question } from '../candidate.ts'
import { fromHistory } from '../from-history.ts'
import { itemsBought } from '../history/items-bought.ts'
import { itemsSeen } from '../history/items-seen.ts'
import { itemsUnwanted } from '../history/items-unwanted.ts'
import type { Serving } from '../serving.ts'

/** What the visitor looked at and did not buy: first the category that was left last, then the rest; newest first. */
export function continueShopping({ request, history, without }: Question, serving: Serving | null): Candidates {
  const done = new Set([...itemsBought(history).keys(), ...itemsUnwanted(history)])
  const left = [...itemsSeen(history)]
    .filter(([id, { event }]) => !done.has(id) && event !== 'remove_from_cart' && event !== 'refund')
    .map(([id]) => id)
  const categoryOf = (id: string) => {
    const row = serving?.catalogue.row(id) ?? 0
    return row > 0 ? serving!.catalogue.category(row) : null
  }
  const last = left.length > 0 ? categoryOf(left[0]) : null
  const isLast = (id: string) => last !== null && categoryOf(id) === last
  const ordered = [...left.filter(isLast), ...left.filter((id) => !isLast(id))]
  return fromHistory(byPlace(ordered), without.and([request.seed]), serving, 'history')
}
