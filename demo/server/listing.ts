import type { Item } from 'penchant'

export const SORTS = {
  popular: 'Most wanted',
  'price-up': 'Price, low to high',
  'price-down': 'Price, high to low',
  name: 'Name',
} as const
export type Sort = keyof typeof SORTS

export const PAGE_SIZE = 24

export interface ListingQuery {
  sort: Sort
  brands: string[]
  /** From 1. */
  page: number
}

export interface Listing {
  query: ListingQuery
  /** Items of the page asked for. */
  shown: Item[]
  /** Items that pass the filters. */
  total: number
  pages: number
  /** Largest brands among all items given, with their counts. */
  brands: { brand: string; count: number }[]
}

const BRANDS_OFFERED = 12

/** Reads what a visitor asked of a list from an address; whatever makes no sense there is ignored. */
export function listingQuery(search: URLSearchParams): ListingQuery {
  const sort = search.get('sort') ?? ''
  const page = Number(search.get('page') ?? 1)
  return {
    sort: Object.hasOwn(SORTS, sort) ? (sort as Sort) : 'popular',
    brands: [...new Set(search.getAll('brand'))].filter(Boolean),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  }
}

/** Filters, sorts and cuts a list that comes in the order of `popular`. A page past the end is the last one. */
export function listing(items: readonly Item[], query: ListingQuery, titleOf: (item: Item) => string): Listing {
  const counts = new Map<string, number>()
  for (const { brand } of items) if (brand) counts.set(brand, (counts.get(brand) ?? 0) + 1)
  const brands = [...counts]
    .map(([brand, count]) => ({ brand, count }))
    .sort((a, b) => b.count - a.count || a.brand.localeCompare(b.brand))
  const offered = brands.filter(({ brand }, i) => i < BRANDS_OFFERED || query.brands.includes(brand))

  const wanted = new Set(query.brands)
  const passing = items.filter((item) => wanted.size === 0 || (item.brand !== undefined && wanted.has(item.brand)))
  // An item without a price goes last, whichever way prices run.
  const price = (item: Item, missing: number) => item.price ?? missing
  if (query.sort === 'price-up') passing.sort((a, b) => price(a, Infinity) - price(b, Infinity) || 0)
  else if (query.sort === 'price-down') passing.sort((a, b) => price(b, -Infinity) - price(a, -Infinity) || 0)
  else if (query.sort === 'name') passing.sort((a, b) => titleOf(a).localeCompare(titleOf(b), 'en', { numeric: true }))

  const pages = Math.max(1, Math.ceil(passing.length / PAGE_SIZE))
  const page = Math.min(query.page, pages)
  return {
    query: { ...query, page },
    shown: passing.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    total: passing.length,
    pages,
    brands: offered,
  }
}
