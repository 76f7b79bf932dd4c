import type { Catalogue, Item, RecommendationKind } from '@penchant/protocol'
import { type PriceBand, priceBands } from '@penchant/ranking'
import type { Serving } from './serving.ts'

/** What an item belongs to; `undefined` for nothing. */
export type GroupOf = (item: Item) => string[] | undefined

/** What a kind that recommends groups of items groups them by; `null` for a kind that recommends items. */
export function groupOf(kind: RecommendationKind, serving: Serving | null): GroupOf | null {
  if (kind === 'categories') return ({ category }) => category
  if (kind === 'brands') return ({ brand }) => (brand === undefined ? undefined : [brand])
  if (kind !== 'price-bands') return null
  const bands = serving ? bandsOf(serving.catalogue) : []
  return ({ price }) => {
    const band = price !== undefined && bands.find(({ from, to }) => price >= from && price <= to)
    return band ? [String(band.from), String(band.to)] : undefined
  }
}

const known = new WeakMap<Catalogue, PriceBand[]>()

/** Found once for a catalogue: its prices have to be sorted. */
function bandsOf(catalogue: Catalogue): PriceBand[] {
  let bands = known.get(catalogue)
  if (!bands) {
    const prices = Array.from({ length: catalogue.size }, (_, i) => catalogue.item(i + 1).price)
    bands = priceBands(prices.filter((price) => price !== undefined))
    known.set(catalogue, bands)
  }
  return bands
}
