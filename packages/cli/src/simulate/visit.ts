import type { ColourFamily } from '../draw/palette.ts'
import { BRANDS, STYLES } from './brands.ts'
import type { Catalogue, CatalogueItem } from './catalogue.ts'
import { DEVICE_HOUR, type Device, deviceHourSign, NOVELTY, ORDER } from './effects.ts'
import type { Random } from './random.ts'
import { monthOf, season } from './rhythm.ts'
import { FAMILIES, type Taste } from './taste.ts'
import { DEPARTMENTS, LEAVES } from './taxonomy.ts'

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
const DEPARTMENT_OF = LEAVES.map(({ department }) => DEPARTMENTS.indexOf(department))
const STYLE_OF = BRANDS.map((brand) => STYLES.indexOf(brand.style))

/** A visitor across visits. */
export interface Person {
  taste: Taste
  /** Rows looked at so far. */
  known: Set<number>
  /** Sub-category → utility of its items by appeal and taste, worked out when first needed. */
  utilities: Map<number, Float64Array>
}

function utility({ styles, families, brands }: Taste, { brand, family }: CatalogueItem): number {
  return styles[STYLE_OF[brand]] + families[FAMILY_OF[family]] + brands[brand]
}

/** One session of one person: what they look at next, and the rows it leaves behind. */
export class Visit {
  readonly events: ShopEvent[] = []
  readonly cart: CatalogueItem[] = []
  readonly bought: CatalogueItem[] = []
  /** Seen in this visit, newest last. */
  readonly trail: CatalogueItem[] = []
  readonly #seen = new Set<CatalogueItem>()
  readonly #bases = new Map<number, Float64Array>()
  readonly #warmth: number
  readonly #demand: number[]
  #time: number

  constructor(
    readonly random: Random,
    readonly catalogue: Catalogue,
    readonly person: Person,
    device: Device,
    start: number,
  ) {
    this.#time = start
    const sign = deviceHourSign(device, new Date(start).getUTCHours())
    this.#warmth = DEVICE_HOUR.warmthUtility * sign
    const wishes = DEPARTMENTS.map((department, i) => {
      const effect = DEVICE_HOUR.departmentUtility * sign * (DEVICE_HOUR.departmentSign[department] ?? 0)
      return this.taste.departments[i] * Math.exp(effect)
    })
    const month = monthOf(start)
    this.#demand = LEAVES.map((leaf, i) =>
      catalogue.lists[i].length === 0 ? 0 : leaf.demand * season(leaf, month) * wishes[DEPARTMENT_OF[i]],
    )
  }

  get taste(): Taste {
    return this.person.taste
  }

  get now(): number {
    return this.#time
  }

  get last(): CatalogueItem | undefined {
    return this.trail[this.trail.length - 1]
  }

  /** Utility of an item by the person's taste and the device and hour; not of the way they came. */
  liking(item: CatalogueItem): number {
    return utility(this.taste, item) + this.#warmth * item.warmth
  }

  /** A sub-category by the range, the season, the person's taste, and the device and hour. */
  pickLeaf(department?: string): number {
    if (department === undefined) return this.random.weighted(this.#demand)
    return this.random.weighted(this.#demand.map((weight, i) => (LEAVES[i].department === department ? weight : 0)))
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
    const weights = new Float64Array(base.length)
    let total = 0
    for (let place = 0; place < base.length; place++) {
      const item = items[list[place]]
      if (base[place] === -Infinity || item === last) continue
      let sum = base[place] - focus.weight * (item.level - focus.level) ** 2
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
      weights[place] = Math.exp(sum)
      total += weights[place]
    }
    return total > 0 ? items[list[this.random.weighted(weights)]] : undefined
  }

  /** What does not change within a visit: appeal, taste, device and hour, novelty, having been seen before. */
  #baseOf(leaf: number): Float64Array {
    const cached = this.#bases.get(leaf)
    if (cached) return cached
    const { items, lists } = this.catalogue
    const list = lists[leaf]
    const lasting = this.#lastingOf(leaf)
    const base = new Float64Array(list.length)
    for (let place = 0; place < list.length; place++) {
      const { added, warmth, row } = items[list[place]]
      const days = (this.#time - added) / DAY
      if (days < 0) {
        base[place] = -Infinity
        continue
      }
      const novelty = days < 60 ? NOVELTY.utility * 0.5 ** (days / NOVELTY.halfLifeDays) : 0
      base[place] = lasting[place] + this.#warmth * warmth + novelty + (this.person.known.has(row) ? 0.4 : 0)
    }
    this.#bases.set(leaf, base)
    return base
  }

  /** What does not change for a person at all. */
  #lastingOf(leaf: number): Float64Array {
    let lasting = this.person.utilities.get(leaf)
    if (!lasting) {
      const { items, lists } = this.catalogue
      lasting = new Float64Array(lists[leaf].map((row) => items[row].appeal + utility(this.taste, items[row])))
      this.person.utilities.set(leaf, lasting)
    }
    return lasting
  }

  view(item: CatalogueItem): void {
    this.#push({ time: this.#time, event: 'view_item', item })
    this.trail.push(item)
    this.#seen.add(item)
    this.person.known.add(item.row)
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
