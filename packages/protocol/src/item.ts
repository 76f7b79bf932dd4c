/** What a card needs to show an item. Everything but `id` may be missing. */
export interface Item {
  /** The shop's own id. */
  id: string
  title?: string
  /** Absolute, or relative to the shop's own pages. */
  url?: string
  /** Absolute, or relative to the shop's own pages. */
  image?: string
  price?: number
  /** The price before a reduction; the item is on sale where `price` is below it. */
  listPrice?: number
  /** Path from broad to narrow, e.g. `['Kitchen', 'Coffee', 'Grinders']`. */
  category?: string[]
  brand?: string
  /** Day on which the item came into the shop, days since 1970-01-01. */
  added?: number
  /** How far the latest days went beyond what was to be expected, standard deviations; only where they did. */
  trend?: number
}

/**
 * `items.json` of a published model: columns, not rows, because a column compresses better. Entry
 * `i` of a column belongs to item row `i + 1` of the table (row 0 is padding). A column a shop does
 * not have is absent; a value it lacks is `null`.
 */
export interface ItemColumns {
  id: string[]
  title?: (string | null)[]
  url?: (string | null)[]
  image?: (string | null)[]
  price?: (number | null)[]
  listPrice?: (number | null)[]
  added?: (number | null)[]
  trend?: (number | null)[]
  /** Index into `categories`. */
  category?: (number | null)[]
  /** Index into `brands`. */
  brand?: (number | null)[]
  categories?: string[][]
  brands?: string[]
  /** What all `url` values begin with; taken out to save bytes. */
  urlPrefix?: string
  imagePrefix?: string
  imageSuffix?: string
}
