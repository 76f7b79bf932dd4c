import { type ColourFamily, PALETTE } from '../draw/palette.ts'
import { BRANDS, type Brand, STYLE_COLOURS } from './brands.ts'
import { describeProduct } from './describe-product.ts'
import { Random } from './random.ts'
import { SERIES } from './series.ts'
import { LEAVES, type Leaf } from './taxonomy.ts'

const DAY = 86_400_000

/** An item as the shop's file has it, and what the simulation knows of it besides. */
export interface CatalogueItem {
  /** Position in the catalogue, from 0. */
  row: number
  id: string
  title: string
  category: string[]
  price: number
  url: string
  image: string
  variant: string
  description: string
  /** Milliseconds since the epoch, midnight UTC: the day from which it is on sale. */
  added: number
  /** Index in `LEAVES`. */
  leaf: number
  /** Index in `BRANDS`. */
  brand: number
  series: string
  /** Items that differ in colour or size alone share it. */
  product: number
  /** Where its price lies between its sub-category's lowest (−1) and highest (1), by ratio. */
  level: number
  family: ColourFamily
  warmth: -1 | 0 | 1
  /** How much it is liked by everybody; a utility. */
  appeal: number
  /** Place on its sub-category's page, from 0. */
  place: number
}

export interface Catalogue {
  items: CatalogueItem[]
  /** Rows of each sub-category's items, best liked first: the order of its page. */
  lists: number[][]
}

export interface CatalogueOptions {
  seed: number
  items: number
  /** Milliseconds since the epoch, first midnight of the simulated time. */
  from: number
  days: number
}

/** Share of products that go on sale within the simulated time. */
const NEW_SHARE = 0.15

/** A whole range of goods; the same options give the same catalogue. */
export function createCatalogue({ seed, items: count, from, days }: CatalogueOptions): Catalogue {
  const lines = dealSeries(seed)
  const titles = new Set<string>()
  const items: CatalogueItem[] = []
  let product = 0
  const shares = apportion(
    LEAVES.map((leaf) => leaf.range),
    count,
  )
  for (const [leaf, quota] of shares.entries()) {
    const random = new Random(seed, 'range', LEAVES[leaf].name)
    const makers = BRANDS.flatMap((brand, i) => (brand.departments.includes(LEAVES[leaf].department) ? [i] : []))
    const sizes = makers.map(() => random.logNormal(1, 0.7))
    let rank = 0
    for (let left = quota; left > 0; product++) {
      const brand = makers[random.weighted(sizes)]
      const arrives = days > 2 && random.chance(NEW_SHARE)
      const added = from + DAY * (arrives ? random.integer(1, days - 1) : -random.integer(3, 900))
      // Zipf within the sub-category: the k-th product is liked k^-1.1 times as much as the first.
      const liked = -1.1 * Math.log(1 + rank++) + 0.3 * random.normal()
      const variants = makeProduct(random, leaf, brand, lines[brand], titles).slice(0, left)
      left -= variants.length
      for (const [i, variant] of variants.entries()) {
        const appeal = liked - (i === 0 ? 0 : random.between(0.2, 1))
        items.push({ ...variant, leaf, brand, product, appeal, added, row: 0, place: 0, id: '', url: '', image: '' })
      }
    }
  }
  number(items)
  const lists: number[][] = LEAVES.map(() => [])
  for (const item of items) lists[item.leaf].push(item.row)
  for (const list of lists) {
    list.sort((a, b) => items[b].appeal - items[a].appeal || a - b)
    for (const [place, row] of list.entries()) items[row].place = place
  }
  return { items, lists }
}

/** Ids rise with the day an item came into the range, as a shop's do. */
function number(items: CatalogueItem[]): void {
  items.sort((a, b) => a.added - b.added || a.product - b.product)
  for (const [row, item] of items.entries()) {
    item.row = row
    item.id = `P${1001 + row}`
    item.url = `/p/${item.id}`
    item.image = `pictures/${item.id}.svg`
  }
}

type Variant = Omit<
  CatalogueItem,
  'leaf' | 'brand' | 'product' | 'appeal' | 'place' | 'added' | 'row' | 'id' | 'url' | 'image'
>

/** One product in its colours, or in its sizes where size is what it is sold by. */
function makeProduct(random: Random, at: number, by: number, lines: readonly string[], titles: Set<string>): Variant[] {
  const leaf = LEAVES[at]
  const brand = BRANDS[by]
  const { series, make, noun, size, name } = nameProduct(random, leaf, brand, lines, titles)
  const packs = leaf.colours === 'pack'
  const colours = packs ? [] : random.shuffle(coloursOf(leaf, brand, make))
  const variants = packs ? leaf.sizes : colours.slice(0, 1 + random.weighted([0.3, 0.3, 0.25, 0.15]))
  const sizeStep = !packs && leaf.sizes.length > 1 ? leaf.sizes.indexOf(size) / (leaf.sizes.length - 1) - 0.5 : 0
  // 0 is the sub-category's cheapest, 1 its dearest; a brand's level moves it, and so does a size.
  const place = 0.42 + 0.3 * Math.log2(brand.level) + 0.16 * random.normal() + 0.3 * sizeStep
  return variants.map((variant, i) => {
    const price = priceOf(leaf, packs ? place * 0.5 + (0.5 * i) / Math.max(1, leaf.sizes.length - 1) : place)
    const [low, high] = leaf.price
    const painted = PALETTE[variant.toLowerCase()] ?? PALETTE.oat!
    return {
      title: `${name}, ${variant}`,
      category: [leaf.department, leaf.category, leaf.name],
      price,
      variant: size === '' ? variant : `${variant} / ${size}`,
      description: describeProduct(random, { brand, series, make, noun, variant, size, packs }),
      series,
      level: (2 * Math.log(price / low)) / Math.log(high / low) - 1,
      family: painted.family,
      warmth: packs ? 0 : painted.warmth,
    }
  })
}

function nameProduct(random: Random, leaf: Leaf, brand: Brand, lines: readonly string[], titles: Set<string>) {
  for (let attempt = 0; ; attempt++) {
    const series = random.pick(lines)
    const make = random.pick(leaf.makes)
    const noun = random.pick(leaf.nouns)
    const size = leaf.colours === 'pack' || leaf.sizes.length === 0 ? '' : random.pick(leaf.sizes)
    // A large range runs out of names; then the lines get numbers, as real ones do.
    const mark = attempt < 20 ? '' : ` ${2 + Math.floor((attempt - 20) / 5)}`
    const name = `${series}${mark} ${make} ${noun}${size === '' ? '' : ` ${size}`}`
    if (titles.has(name)) continue
    titles.add(name)
    return { brand, series, make, noun, size, name }
  }
}

const WOODS = ['Oak', 'Ash', 'Beech', 'Walnut', 'Cherry']
const METALS = ['Steel', 'Copper', 'Brass', 'Iron']

/** A brand paints with six of its style's eight colours, the same in all it makes. */
function coloursOf(leaf: Leaf, brand: Brand, make: string): string[] {
  const palette = new Random('palette', brand.name).shuffle(STYLE_COLOURS[brand.style]).slice(0, 6)
  const all =
    leaf.colours === 'wood'
      ? [...WOODS, palette[0]]
      : leaf.colours === 'metal'
        ? [...METALS, ...palette.slice(0, 3)]
        : palette
  return all.filter((colour) => !make.includes(colour))
}

/** `place` 0 to 1 in the price band, by ratio; ends in .95 below 60, on a round 5 or 9 above. */
function priceOf({ price: [low, high] }: Leaf, place: number): number {
  const inside = Math.min(0.99, Math.max(0.01, place))
  const raw = low * (high / low) ** inside
  if (raw < 60) return Math.max(low, Math.min(high, Math.floor(raw))) + (raw >= high - 1 ? 0 : 0.95)
  const step = raw < 200 ? 5 : 10
  const round = Math.round(raw / step) * step - (step === 10 ? 1 : 0)
  return Math.max(low, Math.min(high, round))
}

/** Each brand has five lines of its own; no two brands of a style share one. */
function dealSeries(seed: number): string[][] {
  const decks = new Map(
    Object.entries(SERIES).map(([style, names]) => [style, new Random(seed, 'series', style).shuffle(names)]),
  )
  return BRANDS.map((brand) => decks.get(brand.style)!.splice(0, 5))
}

/** Whole numbers in proportion to `shares` that sum to `total` (largest remainders). */
function apportion(shares: readonly number[], total: number): number[] {
  const sum = shares.reduce((a, b) => a + b, 0)
  const exact = shares.map((share) => (share / sum) * total)
  const whole = exact.map(Math.floor)
  const left = total - whole.reduce((a, b) => a + b, 0)
  const byRemainder = exact.map((value, i) => [value - whole[i], i] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1])
  for (const [, i] of byRemainder.slice(0, left)) whole[i]++
  return whole
}
