import { type Dataset, type DatasetItem, readSequences } from '../dataset.ts'
import type { Split } from '../dataset-description.ts'

const DAY = 86_400
/** What counts as of late. */
const RECENT_DAYS = 7
/** Less history says nothing about what is usual. */
const LEAST_DAYS = 28
/** Rises of less than two standard deviations are as good as chance. */
const LEAST_TREND = 2

/**
 * Items as a browser gets them, with what the interactions say of time: `trend`, by how many standard deviations an
 * item's last seven days lie above its share of all days before (a Poisson count, the whole shop's rise and fall taken
 * out), and where the shop does not say, `added`: the day of the first interaction, if the data begin well before it.
 * Without a clock the items stay as they are.
 */
export async function withTrends(dataset: Dataset, splits: Split[], items: DatasetItem[]): Promise<DatasetItem[]> {
  const from = dataset.split.from
  if (from === null) return items
  let until = from
  for (const split of splits) {
    for await (const { times, targets } of readSequences(dataset, split)) {
      for (let i = 0; i < times.length; i++) if (targets[i]) until = Math.max(until, times[i])
    }
  }
  const recent = until - RECENT_DAYS * DAY
  const first = new Float64Array(items.length).fill(Number.POSITIVE_INFINITY)
  const before = new Float64Array(items.length)
  const lately = new Float64Array(items.length)
  for (const split of splits) {
    for await (const { rows, times, targets } of readSequences(dataset, split)) {
      for (let i = 0; i < rows.length; i++) {
        if (!targets[i]) continue
        const item = rows[i] - 1
        first[item] = Math.min(first[item], times[i])
        const counts = times[i] > recent ? lately : before
        counts[item]++
      }
    }
  }
  const isLong = until - from >= LEAST_DAYS * DAY
  const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0)
  const level = sum(lately) / Math.max(1, sum(before))
  return items.map((item, i) => {
    const enriched = { ...item }
    if (item.added === undefined && isLong && first[i] - from >= (LEAST_DAYS / 2) * DAY && Number.isFinite(first[i])) {
      enriched.added = Math.floor(first[i] / DAY)
    }
    const expected = before[i] * level
    const trend = (lately[i] - expected) / Math.sqrt(expected + 1)
    if (isLong && trend >= LEAST_TREND) enriched.trend = Number(trend.toFixed(1))
    return enriched
  })
}
