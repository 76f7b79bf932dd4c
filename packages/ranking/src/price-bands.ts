import type { PriceBand } from './price-band.ts'

/**
 * A shop's prices in parts of about the same number of items, from cheap to dear; each from its lowest to its highest
 * price. Items of one price are in one part, so there may be fewer.
 */
export function priceBands(prices: readonly number[], parts = 5): PriceBand[] {
  const sorted = [...prices].sort((a, b) => a - b)
  const bands: PriceBand[] = []
  let from = 0
  for (let part = 1; part <= parts; part++) {
    const last = Math.round((sorted.length * part) / parts) - 1
    if (last < from) continue
    const to = sorted[last]
    bands.push({ from: sorted[from], to })
    from = sorted.lastIndexOf(to) + 1
  }
  return bands
}
