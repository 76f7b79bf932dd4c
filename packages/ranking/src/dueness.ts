/** Where a visitor never bought anything twice: a month, in milliseconds. */
export const DEFAULT_REPEAT_INTERVAL: number = 30 * 86_400_000

function gaps(times: readonly number[]): number[] {
  const sorted = [...times].sort((a, b) => a - b)
  // What comes within a day is one order, or two halves of it.
  return sorted
    .slice(1)
    .map((time, i) => time - sorted[i])
    .filter((gap) => gap >= 86_400_000)
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  return sorted.length === 0 ? undefined : (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2
}

/**
 * After how long this visitor usually buys the same thing again, milliseconds: the median over everything bought.
 * @param purchases of each item, when it was bought: milliseconds, in any order
 */
export function repeatInterval(purchases: readonly (readonly number[])[]): number {
  return median(purchases.flatMap(gaps)) ?? DEFAULT_REPEAT_INTERVAL
}

/**
 * How much it is time to buy something again, 0 to 1: highest when the time since the last purchase is the item's own
 * median interval, or `usual` where it was bought once; lower before, and again when it is long overdue. Of what is
 * equally due, the more often bought comes first.
 * @param times when it was bought, milliseconds, at least one; in any order
 */
export function dueness(times: readonly number[], usual: number, now: number): number {
  const due = Math.max(0, now - Math.max(...times)) / (median(gaps(times)) ?? usual)
  return Math.min(due, 1 / due) * (times.length / (times.length + 1))
}
