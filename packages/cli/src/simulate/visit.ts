import type { ColourFamily } from '../draw/palette.ts'
import { BRANDS, STYLES } from './brands.ts'
import type { Catalogue, CatalogueItem } from './catalogue.ts'
import { DEVICE_HOUR, type Device, deviceHourSign, NOVELTY, ORDER } from './effects.ts'
import type { Random } from './random.ts'
import { FAMILIES, type Taste } from './taste.ts'

const DAY = 86_400_000

/** One row of the event file. */
export interface ShopEvent {
  /** Milliseconds since the epoch. */
  time: number
  event: 'view_item' | 'add_to_cart' | 'remove_from_cart' | 'add_to_wishlist' | 'purchase' | 'search'
  item?: CatalogueItem
  quantity?: number
  term?: string
}

/** What draws a person to some items beyond their taste, while they look for one thing. */
export interface Focus {
  /** Price looked for, −1 to 1, and the weight of missing it; both change as the search narrows. */
  level: number
  weight: number
  /** Colour family or brand that was asked for in the search box. */
  family?: ColourFamily
  brand?: number
}

const FAMILY_OF = Object.fromEntries(FAMILIES.map((family, i) => [family, i])) as Record<ColourFamily, number>
const STYLE_OF = BRANDS.map((brand) => STYLES.indexOf(brand.style))

/** One session of one person: what they look at next, and the rows it leaves behind. */
export class Visit {
  readonly events: ShopEvent[] = []
  readonly cart: CatalogueItem[] = []
  readonly bought: CatalogueItem[] = []
  /** Seen in this visit, newest last. */
  readonly trail: CatalogueItem[] = []
  readonly #seen = new Set<CatalogueItem>()
  readonly #bases = new Map<number, Float64Array>()
  readonly #sign: number
  #time: number

  constructor(
    readonly random: Random,
    readonly catalogue: Catalogue,
    readonly taste: Taste,
    /** Rows looked at in earlier visits → how often. */
    readonly known: Map<number, number>,
    readonly device: Device,
    start: number,
  ) {
    this.#time = start
    this.#sign = deviceHourSign(device, new Date(start).getUTCHours())
  }

  get now(): number {
    return this.#time
  }

  get last(): CatalogueItem | undefined {
    return this.trail[this.trail.length - 1]
  }

  /** Utility of an item by the person's taste and the device and hour; not of the way they came. */
  liking(item: CatalogueItem): number {
    const { styles, families, brands } = this.taste
    return (
      styles[STYLE_OF[item.brand]] +
      families[FAMILY_OF[item.family]] +
      brands[item.brand] +
      DEVICE_HOUR.warmthUtility * this.#sign * item.warmth
    )
  }

  /** What device and hour add to the wish for a department. */
  departmentUtility(department: string): number {
    return DEVICE_HOUR.departmentUtility * this.#sign * (DEVICE_HOUR.departmentSign[department] ?? 0)
  }

  /** The next item looked at in a sub-category; none where nothing is on sale, or nothing else. */
  choose(leaf: number, focus: Focus): CatalogueItem | undefined {
    const { items, lists } = this.catalogue
    const list = lists[leaf]
    const base = this.#baseOf(leaf)
    const last = this.last
    const before = this.trail[this.trail.length - 2]
    const onPage = last?.leaf === leaf
    const heading = onPage && before?.leaf === leaf ? Math.sign(last.level - before.level) : 0
    let any = false
    const weights = base.map((utility, place) => {
      const item = items[list[place]]
      if (utility === -Infinity || item === last) return 0
      any = true
      let sum = utility - focus.weight * (item.level - focus.level) ** 2
      if (focus.family === item.family) sum += 1.5
      if (focus.brand === item.brand) sum += 2
      if (this.#seen.has(item)) sum -= 3
      if (last) {
        if (onPage) {
          sum += ORDER.nextInList[place - last.place - 1] ?? 0
          sum += ORDER.keepDirection * heading * Math.sign(item.level - last.level)
          if (item.product === last.product) sum += ORDER.sameProduct
        }
        if (item.brand === last.brand) sum += ORDER.sameBrand + (item.series === last.series ? ORDER.sameSeries : 0)
      }
      return Math.exp(sum)
    })
    return any ? items[list[this.random.weighted(weights)]] : undefined
  }

  /** What does not change within a visit: appeal, taste, novelty, having been seen on an earlier one. */
  #baseOf(leaf: number): Float64Array {
    let base = this.#bases.get(leaf)
    if (!base) {
      const { items, lists } = this.catalogue
      base = Float64Array.from(lists[leaf], (row) => {
        const item = items[row]
        if (item.added > this.#time) return -Infinity
        const days = (this.#time - item.added) / DAY
        const novelty = days < 60 ? NOVELTY.utility * 0.5 ** (days / NOVELTY.halfLifeDays) : 0
        return item.appeal + this.liking(item) + novelty + (this.known.has(row) ? 0.4 : 0)
      })
      this.#bases.set(leaf, base)
    }
    return base
  }

  view(item: CatalogueItem): void {
    this.#push({ time: this.#time, event: 'view_item', item })
    this.trail.push(item)
    this.#seen.add(item)
    this.known.set(item.row, (this.known.get(item.row) ?? 0) + 1)
    // What is liked is read, the rest is left within seconds.
    const interest = Math.max(-1.5, Math.min(1.5, this.liking(item) / 2))
    const seconds = this.random.chance(0.18)
      ? this.random.between(1.5, 5)
      : this.random.logNormal(20 * Math.exp(0.45 * interest), 0.7)
    this.#pass(Math.min(480, seconds))
  }

  search(term: string): void {
    this.#push({ time: this.#time, event: 'search', term })
    this.#pass(this.random.between(4, 15))
  }

  addToCart(item: CatalogueItem, quantity: number): void {
    this.#push({ time: this.#time, event: 'add_to_cart', item, quantity })
    this.cart.push(item)
    this.#pass(this.random.between(2, 12))
  }

  addToWishlist(item: CatalogueItem): void {
    this.#push({ time: this.#time, event: 'add_to_wishlist', item })
    this.#pass(this.random.between(1, 6))
  }

  removeFromCart(item: CatalogueItem): void {
    this.#push({ time: this.#time, event: 'remove_from_cart', item, quantity: 1 })
    this.cart.splice(this.cart.indexOf(item), 1)
    this.#pass(this.random.between(2, 10))
  }

  /** Everything in the cart, one row an item at the same instant. */
  purchase(quantities: (item: CatalogueItem) => number): void {
    this.#pass(this.random.between(40, 200))
    for (const item of this.cart) {
      this.#push({ time: this.#time, event: 'purchase', item, quantity: quantities(item) })
      this.bought.push(item)
    }
    this.cart.length = 0
    this.#pass(this.random.between(5, 30))
  }

  #push(event: ShopEvent): void {
    this.events.push(event)
  }

  #pass(seconds: number): void {
    this.#time += Math.round(seconds * 1000)
  }
}
