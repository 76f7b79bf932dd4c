import { ALL_PRICES, type ItemField, type ItemPipeline, pathKey, titleBuckets } from '@penchant/model'
import type { DatasetItem } from '../dataset.ts'
import type { ItemFieldDescription } from '../dataset-description.ts'

/** A value needs this many items to have a feature of its own: one item's own value would be a second id. */
const LEAST_ITEMS = 2
const PRICE_BUCKETS = 8
const NUMBER_BUCKETS = 10
/** A category needs this many prices to have quantiles of its own. */
const LEAST_PRICES = 24
const [LEAST_TITLE_BUCKETS, MOST_TITLE_BUCKETS] = [256, 4096]

/**
 * The item pipeline that a dataset declares, fitted on the items given: those that train has.
 * A field that says nothing about them (absent everywhere, or the same everywhere) is left out.
 */
export function fitPipeline(fields: readonly ItemFieldDescription[], items: readonly DatasetItem[]): ItemPipeline {
  return fields.map((field) => fitField(field, items)).filter((field) => field !== null)
}

function fitField({ kind, name }: ItemFieldDescription, items: readonly DatasetItem[]): ItemField | null {
  switch (kind) {
    case 'path': {
      const values = frequent(items.flatMap(({ category = [] }) => category.map((_, i) => pathKey(category, i + 1))))
      return values.length > 1 ? { kind, values } : null
    }
    case 'category': {
      const values = frequent(items.flatMap((item) => attributeOf(item, name) ?? []).map(String))
      return values.length > 1 ? { kind, name, values } : null
    }
    case 'number': {
      const numbers = items.map((item) => Number(attributeOf(item, name) ?? Number.NaN)).filter(Number.isFinite)
      const bounds = quantiles(numbers, NUMBER_BUCKETS)
      return bounds.length > 0 ? { kind, name, bounds } : null
    }
    case 'price': {
      const prices = new Map<string, number[]>()
      for (const { price, category = [] } of items) {
        if (price === undefined || !Number.isFinite(price)) continue
        for (let length = 0; length <= category.length; length++) {
          const key = length === 0 ? ALL_PRICES : pathKey(category, length)
          const known = prices.get(key)
          if (known) known.push(price)
          else prices.set(key, [price])
        }
      }
      const enough = [...prices].filter(([key, list]) => key === ALL_PRICES || list.length >= LEAST_PRICES)
      const bounds = Object.fromEntries(enough.map(([key, list]) => [key, quantiles(list, PRICE_BUCKETS)]))
      return (bounds[ALL_PRICES]?.length ?? 0) > 0 ? { kind, bounds, buckets: PRICE_BUCKETS } : null
    }
    case 'title': {
      const titled = items.filter(({ title }) => title !== undefined && title !== '')
      if (titled.length < 2) return null
      let buckets = LEAST_TITLE_BUCKETS
      while (buckets < titled.length && buckets < MOST_TITLE_BUCKETS) buckets *= 2
      const documents = new Float64Array(buckets)
      for (const { title } of titled) for (const bucket of titleBuckets(title!, buckets).keys()) documents[bucket]++
      // Rounded, since it is published as JSON; a bucket that no title fills says nothing.
      const idf = [...documents].map((n) => (n === 0 ? 0 : Number(Math.log(1 + titled.length / n).toFixed(2))))
      return { kind, idf }
    }
  }
}

function attributeOf(item: DatasetItem, name: string): string | number | undefined {
  return name === 'brand' ? item.brand : item.attributes?.[name]
}

/** Values that enough items have, the most frequent first. */
function frequent(values: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count >= LEAST_ITEMS)
    .sort((a, b) => b[1] - a[1])
    .map(([value]) => value)
}

/** Different bounds between `count` buckets of equally many numbers. */
function quantiles(numbers: readonly number[], count: number): number[] {
  const sorted = Float64Array.from(numbers).sort()
  const bounds = Array.from({ length: count - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / count)])
  return [...new Set(bounds)].filter((bound) => bound > sorted[0])
}
