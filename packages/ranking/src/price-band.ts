export interface PriceBand {
  from: number
  to: number
}

/** Fewer prices say nothing of what a visitor spends. */
const LEAST_PRICES = 3

/** The middle half of what a visitor looked at: lower to upper quartile of the prices; `null` where they are too few. */
export function priceBand(prices: readonly number[]): PriceBand | null {
  if (prices.length < LEAST_PRICES) return null
  const sorted = [...prices].sort((a, b) => a - b)
  const quantile = (share: number) => {
    const at = share * (sorted.length - 1)
    const below = sorted[Math.floor(at)]
    return below + (at % 1) * (sorted[Math.ceil(at)] - below)
  }
  return { from: quantile(0.25), to: quantile(0.75) }
}

/**
 * What a price outside the band costs an item's score: 1 within it; r^(−2 · strength) where it is r times too dear or
 * too cheap, so that at strength 1 twice the price leaves a quarter.
 * @param strength 0 to 1
 */
export function priceFactor(price: number | undefined, { from, to }: PriceBand, strength: number): number {
  if (strength === 0 || price === undefined || (price >= from && price <= to)) return 1
  const ratio = price < from ? price / from : to / price
  return Math.max(0, ratio) ** (2 * strength)
}
