import type { Item } from 'penchant'
import { gentleCase } from '../src/view/gentle-case.ts'
import { brandName, categoryName } from '../src/view/item-words.ts'
import { money } from '../src/view/money.ts'
import { oneOfEach, productKey } from '../src/view/product-key.ts'
import type { Published } from './read-published.ts'
import { slugify } from './slugify.ts'

/** One branch of the shop: a category, a brand or a price band, whatever the data has. */
export interface Department {
  name: string
  /** Below `/c/`: `kitchen/coffee`. */
  path: string
  children: Department[]
  /** All below it too, one item a product, most wanted first. */
  items: Item[]
  parent: Department | null
}

export interface Variant {
  /** What tells it from the others: `Moss`. */
  name: string
  item: Item
}

export interface Catalogue {
  published: Published
  /** One item a product, most wanted first. */
  items: Item[]
  /** Every item, each variant of its own. */
  byId: Map<string, Item>
  departments: Department[]
  byPath: Map<string, Department>
  /** By which of its attributes the shop is divided. */
  dividedBy: 'category' | 'price' | 'brand' | 'nothing'
  /** Narrowest department of an item, if it has one. */
  departmentOf(item: Item): Department | null
  /** The same product in its other colours or sizes, itself among them; empty where there is but one. */
  variants(item: Item): Variant[]
  /** What goes with an item, for visitors who are not known: the shop's own bought-together. */
  together(item: Item, count: number): Item[]
}

const MOST_BRANDS = 12

/** Arranges a published model's items as a shop: departments, order, look-ups. */
export function catalogueOf(published: Published, currency: string): Catalogue {
  const rowOf = new Map(published.items.map((item, row) => [item.id, row]))
  const order = published.items.map((_, row) => row)
  order.sort((a, b) => published.popularity[b]! - published.popularity[a]! || a - b)
  const all = order.map((row) => published.items[row]!)
  const items = oneOfEach(all, (item) => item)
  const byId = new Map(all.map((item) => [item.id, item]))
  const byPath = new Map<string, Department>()
  const narrowest = new Map<string, Department>()
  const { dividedBy, paths } = divisionOf(items, currency)

  const departments: Department[] = []
  const shown = new Set(items)
  for (const item of all) {
    let parent: Department | null = null
    for (const name of paths(item)) {
      const siblings: Department[] = parent ? parent.children : departments
      let department = siblings.find((sibling) => sibling.name === name)
      if (!department) {
        department = { name, path: freePath(byPath, parent, name), children: [], items: [], parent }
        siblings.push(department)
        byPath.set(department.path, department)
      }
      if (shown.has(item)) department.items.push(item)
      narrowest.set(item.id, department)
      parent = department
    }
  }
  if (dividedBy === 'price') departments.sort((a, b) => (a.items[0]!.price ?? 0) - (b.items[0]!.price ?? 0))
  else sortBySize(departments)

  const together = (item: Item, count: number): Item[] => {
    const row = rowOf.get(item.id)
    if (row === undefined) return []
    const neighbours = published.neighbours(row).map((neighbour) => published.items[neighbour]!)
    return oneOfEach(neighbours, (neighbour) => neighbour, [item]).slice(0, count)
  }
  return {
    published,
    items,
    byId,
    departments,
    byPath,
    dividedBy,
    departmentOf: (item) => narrowest.get(item.id) ?? null,
    variants: variantsOf(all),
    together,
  }
}

function variantsOf(items: readonly Item[]): Catalogue['variants'] {
  const products = new Map<string, Variant[]>()
  for (const item of items) {
    const key = productKey(item)
    const variants = products.get(key) ?? []
    variants.push({ name: gentleCase(item.title?.split(',').at(-1) ?? ''), item })
    products.set(key, variants)
  }
  for (const variants of products.values()) {
    variants.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  }
  return (item) => {
    const variants = products.get(productKey(item)) ?? []
    return variants.length > 1 ? variants : []
  }
}

function sortBySize(departments: Department[]): void {
  departments.sort((a, b) => b.items.length - a.items.length || a.name.localeCompare(b.name))
  for (const department of departments) sortBySize(department.children)
}

function freePath(taken: Map<string, Department>, parent: Department | null, name: string): string {
  const stem = (parent ? `${parent.path}/` : '') + slugify(name)
  let path = stem
  for (let n = 2; taken.has(path); n++) path = `${stem}-${n}`
  return path
}

/** Categories if most items have one, else price bands, else the largest brands. */
function divisionOf(
  items: Item[],
  currency: string,
): Pick<Catalogue, 'dividedBy'> & { paths: (item: Item) => string[] } {
  const share = (has: (item: Item) => boolean) => items.filter(has).length / items.length
  const categories = new Set(items.map((item) => item.category?.[0]))
  if (share((item) => !!item.category?.length) > 0.5 && categories.size > 1) {
    return { dividedBy: 'category', paths: (item) => (item.category ?? []).slice(0, 3).map(categoryName) }
  }
  if (share((item) => item.price !== undefined && item.price > 0) > 0.5) {
    const bands = priceBands(items.flatMap((item) => (item.price === undefined ? [] : [item.price])))
    if (bands.length > 0) {
      return {
        dividedBy: 'price',
        paths: ({ price }) => (price === undefined ? [] : [bandName(bands, price, currency)]),
      }
    }
  }
  const sizes = new Map<string, number>()
  for (const { brand } of items) if (brand) sizes.set(brand, (sizes.get(brand) ?? 0) + 1)
  const largest = new Set(
    [...sizes]
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_BRANDS)
      .map(([brand]) => brand),
  )
  if (largest.size > 1) {
    return { dividedBy: 'brand', paths: ({ brand }) => (brand && largest.has(brand) ? [brandName(brand)] : []) }
  }
  return { dividedBy: 'nothing', paths: () => [] }
}

/** Round numbers near the quintiles of the prices, rising, without repeats. */
export function priceBands(prices: number[]): number[] {
  const sorted = [...prices].sort((a, b) => a - b)
  const edges = [0.2, 0.4, 0.6, 0.8].map((share) => roundNumber(sorted[Math.floor(share * sorted.length)] ?? 0))
  return [...new Set(edges)].filter((edge) => edge > sorted[0]! && edge < sorted.at(-1)!)
}

function roundNumber(value: number): number {
  if (value <= 0) return 0
  const unit = 10 ** Math.floor(Math.log10(value))
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10].reduce((best, next) =>
    Math.abs(next - value / unit) < Math.abs(best - value / unit) ? next : best,
  )
  return Number((step * unit).toPrecision(3))
}

function bandName(bands: number[], price: number, currency: string): string {
  const [first, last] = [bands[0]!, bands.at(-1)!]
  const amount = (value: number) => money(value, currency).replace(/\.00$/, '')
  const above = bands.findIndex((edge) => price < edge)
  if (above === 0) return `Under ${amount(first)}`
  if (above === -1) return `${amount(last)} and more`
  return `${amount(bands[above - 1]!)} to ${amount(bands[above]!)}`
}
