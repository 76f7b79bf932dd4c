/**
 * How an item's attributes become features: fitted on the items of train by the command line, kept with the model, and
 * applied by this same code wherever an item without a row turns up. Plain data, as it stands in JSON.
 *
 * Every field owns a run of feature rows, one field after the other in this order.
 */
export type ItemField =
  /** The item's category path, one feature for each of its beginnings; row 0: none that is known. */
  | { kind: 'path'; values: string[] }
  /** A text with few values, `brand` or a column of the shop's own; row 0: none that is known. */
  | { kind: 'category'; name: string; values: string[] }
  /** A number of the shop's own in buckets; row 0: none. */
  | { kind: 'number'; name: string; bounds: number[] }
  /** The price in buckets: quantiles within the narrowest category with enough of them, by `pathKey`; row 0: none. */
  | { kind: 'price'; bounds: Record<string, number[]>; buckets: number }
  /** Words and character 3-grams of the title, hashed to as many rows as there are weights (IDF). */
  | { kind: 'title'; idf: number[] }

export type ItemPipeline = readonly ItemField[]

/** What may be known of an item. */
export interface ItemFacts {
  title?: string
  price?: number
  category?: readonly string[]
  brand?: string
  /** Columns of the shop's own. */
  attributes?: Readonly<Record<string, string | number>>
}

/** A sparse row: feature rows and what each weighs. */
export interface Content {
  rows: number[]
  weights: number[]
  /** Whether anything of the item is known at all. */
  known: boolean
}

/** The whole catalogue's prices, among `bounds`. */
export const ALL_PRICES = ''

/** A category path, or the beginning of one, as a key. */
export function pathKey(path: readonly string[], length: number = path.length): string {
  return path.slice(0, length).join('\u001f')
}

/** Feature rows that a field owns. */
export function fieldSize(field: ItemField): number {
  if (field.kind === 'title') return field.idf.length
  if (field.kind === 'number') return field.bounds.length + 2
  if (field.kind === 'price') return field.buckets + 1
  return field.values.length + 1
}

/** Feature rows of all fields together. */
export function pipelineSize(pipeline: ItemPipeline): number {
  return pipeline.reduce((sum, field) => sum + fieldSize(field), 0)
}

/** Bucket of a value among ascending bounds, from 0; what equals a bound is above it. */
export function bucketOf(value: number, bounds: readonly number[]): number {
  let bucket = 0
  while (bucket < bounds.length && value >= bounds[bucket]) bucket++
  return bucket
}

/** Texts to places, built once for a pipeline. */
type Places = (ReadonlyMap<string, number> | null)[]

/** A function from an item's attributes to its features. What is missing, unknown or no number is "unknown". */
export function contentReader(pipeline: ItemPipeline): (item: ItemFacts) => Content {
  const places: Places = pipeline.map((field) =>
    'values' in field ? new Map(field.values.map((value, i) => [value, i + 1])) : null,
  )
  return (item) => {
    const content: Content = { rows: [], weights: [], known: false }
    let start = 0
    pipeline.forEach((field, i) => {
      addField(content, field, places[i], item, start)
      start += fieldSize(field)
    })
    return content
  }
}

function addField(content: Content, field: ItemField, places: Places[number], item: ItemFacts, start: number): void {
  const push = (row: number, weight: number) => {
    content.rows.push(start + row)
    content.weights.push(weight)
  }
  const add = (row: number) => {
    push(row, 1)
    if (row > 0) content.known = true
  }
  const attribute = (name: string) => (name === 'brand' ? item.brand : item.attributes?.[name])
  switch (field.kind) {
    case 'path': {
      const path = item.category ?? []
      const known = path.map((_, i) => places!.get(pathKey(path, i + 1)) ?? 0).filter((row) => row > 0)
      if (known.length === 0) add(0)
      for (const row of known) add(row)
      break
    }
    case 'category':
      add(places!.get(String(attribute(field.name) ?? '')) ?? 0)
      break
    case 'number': {
      const value = Number(attribute(field.name) ?? Number.NaN)
      add(Number.isFinite(value) ? 1 + bucketOf(value, field.bounds) : 0)
      break
    }
    case 'price': {
      const { price, category = [] } = item
      const bounds = boundsFor(category, field.bounds)
      add(price !== undefined && Number.isFinite(price) && bounds ? 1 + bucketOf(price, bounds) : 0)
      break
    }
    case 'title': {
      const counts = titleBuckets(item.title ?? '', field.idf.length)
      let square = 0
      const weighted = [...counts].map(([bucket, count]) => {
        const weight = (1 + Math.log(count)) * field.idf[bucket]
        square += weight * weight
        return [bucket, weight] as const
      })
      for (const [bucket, weight] of weighted) {
        if (weight === 0) continue
        push(bucket, weight / Math.sqrt(square))
        content.known = true
      }
    }
  }
}

/** Price bounds of the narrowest category that has some; of the whole catalogue else. */
function boundsFor(path: readonly string[], bounds: Record<string, number[]>): number[] | undefined {
  for (let length = path.length; length > 0; length--) {
    const key = pathKey(path, length)
    if (Object.hasOwn(bounds, key)) return bounds[key]
  }
  return bounds[ALL_PRICES]
}

/** Words of a title, and the 3-grams of each with its ends marked, as counts in hash buckets. */
export function titleBuckets(title: string, buckets: number): Map<number, number> {
  const counts = new Map<number, number>()
  const add = (token: string) => {
    const bucket = hash(token) % buckets
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
  }
  for (const word of title
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []) {
    add(word)
    const marked = `<${word}>`
    for (let i = 0; i + 3 <= marked.length; i++) add(`#${marked.slice(i, i + 3)}`)
  }
  return counts
}

/** FNV-1a over UTF-16 units, its bits mixed once more: the lowest alone choose the bucket. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  return (h ^ (h >>> 13)) >>> 0
}
