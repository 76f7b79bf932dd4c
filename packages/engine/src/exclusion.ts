import type { Catalogue, Item, StoredInteraction } from '@penchant/protocol'
import type { RowSet } from '@penchant/ranking'
import type { CheckedRequest } from './check-request.ts'
import { itemsBought } from './history/items-bought.ts'
import { itemsCapped } from './history/items-capped.ts'
import { itemsInCart } from './history/items-in-cart.ts'
import { itemsSeen } from './history/items-seen.ts'

/** What must not be among the candidates: rows of the catalogue, and items that it may not know. */
export interface Exclusion extends RowSet {
  hasItem(item: Item): boolean
  /** The same without these ids. */
  and(ids: Iterable<string>): Exclusion
}

/**
 * @param elsewhere ids that stand in the page's other lists
 * @param catalogue `null` where no model is loaded: then only ids and what the page's own items say can be asked
 * @param now milliseconds since the Unix epoch
 */
export function createExclusion(
  request: CheckedRequest,
  history: readonly StoredInteraction[],
  elsewhere: Iterable<string>,
  catalogue: Catalogue | null,
  now: number,
): Exclusion {
  const { filter } = request
  const excluding = (ids: ReadonlySet<string>): Exclusion => {
    const rows = new Set(catalogue ? Array.from(ids, catalogue.row) : [])
    return {
      // The filter is asked last: an item of the catalogue is put together for it.
      has: (row) => rows.has(row) || (filter !== null && !filter(catalogue!.item(row))),
      hasItem: (item) => ids.has(item.id) || (filter !== null && !filter(item)),
      and: (more) => excluding(new Set([...ids, ...more])),
    }
  }
  return excluding(
    new Set([
      ...request.exclude,
      ...request.after,
      ...elsewhere,
      // They have their places already.
      ...request.pin.map(({ id }) => id),
      ...(request.excludeSeen ? itemsSeen(history).keys() : []),
      ...(request.excludeBought ? itemsBought(history).keys() : []),
      ...(request.frequencyCap ? itemsCapped(history, request.frequencyCap, now) : []),
      ...(request.excludeCart ? itemsInCart(history) : []),
    ]),
  )
}

/** Everything but these rows, and of them what `without` leaves. */
export function allBut(rows: ReadonlySet<number>, without: Exclusion, { row }: Pick<Catalogue, 'row'>): Exclusion {
  return {
    has: (other) => !rows.has(other) || without.has(other),
    hasItem: (item) => !rows.has(row(item.id)) || without.hasItem(item),
    and: (ids) => allBut(rows, without.and(ids), { row }),
  }
}
