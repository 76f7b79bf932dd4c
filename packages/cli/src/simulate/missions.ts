import { BRANDS } from './brands.ts'
import type { CatalogueItem } from './catalogue.ts'
import { COMPLEMENTS } from './effects.ts'
import { LEAVES } from './taxonomy.ts'
import type { Focus, Visit } from './visit.ts'

/** Why somebody comes. Each mission leaves its rows in the visit; one that finds something unbought returns it. */
export type Mission = 'find' | 'browse' | 'gift' | 'replenish' | 'resume'

const LEAF_OF = new Map(LEAVES.map((leaf, i) => [leaf.name, i]))

/** The other sub-categories of each one's category. */
const NEAR = LEAVES.map(({ department, category }, at) =>
  LEAVES.flatMap((leaf, i) => (leaf.category === category && leaf.department === department && i !== at ? [i] : [])),
)

/** Looks for one thing, nearer and nearer to a price, decides, and looks for what goes with it. */
export function find(visit: Visit, leaf: number): CatalogueItem | undefined {
  const { random, taste } = visit
  const focus = ask(visit, leaf, 0.35)
  const steps = 1 + Math.floor(random.exponential(taste.patience))
  let best: CatalogueItem | undefined
  let liked = -Infinity
  for (let step = 0; step < Math.min(steps, 24); step++) {
    const item = visit.choose(leaf, focus)
    if (!item) return undefined
    visit.view(item)
    const liking = visit.liking(item) - focus.weight * (item.level - focus.level) ** 2 + 0.5 * random.normal()
    if (liking > liked) {
      liked = liking
      best = item
      // What pleases sets the price; the band around it narrows with every step.
      focus.level += 0.5 * (item.level - focus.level)
    }
    focus.weight = Math.min(9, focus.weight * 1.35)
    if (liking > 1.2 && random.chance(0.12)) visit.addToWishlist(item)
    if (random.chance(0.22)) wander(visit, visit.pickLeaf(random.chance(0.6) ? LEAVES[leaf].department : undefined), 1)
  }
  return best && decide(visit, best, liked) ? undefined : best
}

/** Looks around without needing anything: from shelf to shelf, held by a style or a line. */
export function browse(visit: Visit, leaf: number): CatalogueItem | undefined {
  const { random, taste } = visit
  const steps = 1 + Math.floor(random.exponential(taste.patience * 1.3))
  const best = wander(visit, leaf, Math.min(steps, 30))
  if (!best) return undefined
  if (random.chance(0.3 * taste.decision)) return decide(visit, best, 1) ? undefined : best
  if (random.chance(0.08)) visit.addToWishlist(best)
  return undefined
}

/** Something for somebody else: a price in mind, many sub-categories. */
export function gift(visit: Visit, leaf: number): CatalogueItem | undefined {
  const { random, taste } = visit
  const level = random.between(-0.3, 0.7)
  let best: CatalogueItem | undefined
  let at = leaf
  for (let step = 0; step < 3 + random.integer(0, 6); step++) {
    const item = visit.choose(at, { level, weight: 5 })
    if (item) {
      visit.view(item)
      if (!best || visit.liking(item) > visit.liking(best)) best = item
    }
    if (random.chance(0.5)) at = visit.pickLeaf()
  }
  return best && decide(visit, best, taste.decision * 2) ? undefined : best
}

/** Buys again what is used up; now and then another colour or size of it. */
export function replenish(visit: Visit, item: CatalogueItem): void {
  const { random } = visit
  if (random.chance(0.3)) visit.search(LEAVES[item.leaf].nouns[0].toLowerCase())
  visit.view(item)
  let chosen = item
  if (random.chance(0.3)) {
    const other = visit.choose(item.leaf, { level: item.level, weight: 3 })
    if (other) {
      visit.view(other)
      if (random.chance(0.3)) chosen = other
    }
  }
  putInCart(visit, chosen)
  if (random.chance(0.25)) complete(visit, chosen)
  if (random.chance(0.92)) checkOut(visit)
}

/** Comes back to what was left undecided: looks at it again, at a few like it, and decides. */
export function resume(visit: Visit, item: CatalogueItem): CatalogueItem | undefined {
  const { random } = visit
  visit.view(item)
  let best = item
  for (let step = random.integer(0, 3); step > 0; step--) {
    const other = visit.choose(item.leaf, { level: item.level, weight: 5 })
    if (!other) break
    visit.view(other)
    if (visit.liking(other) > visit.liking(best) + 0.5) best = other
  }
  return decide(visit, best, 1.5) || random.chance(0.6) ? undefined : best
}

/** The search box, or not: what was typed draws to a colour or a brand. */
function ask(visit: Visit, leaf: number, chance: number): Focus {
  const { random, taste, catalogue } = visit
  const focus: Focus = { level: taste.level + 0.3 * random.normal(), weight: 0.5 * taste.levelWeight }
  const list = catalogue.lists[leaf]
  if (list.length === 0 || !random.chance(chance)) return focus
  const wish = visit.choose(leaf, focus)
  if (!wish) return focus
  const noun = random.pick(LEAVES[leaf].nouns).toLowerCase()
  const kind = random.weighted([0.5, 0.3, 0.2])
  if (kind === 1) focus.family = wish.family
  if (kind === 2) focus.brand = wish.brand
  const colour = wish.variant.split(' / ')[0].toLowerCase()
  visit.search(
    kind === 0 ? noun : kind === 1 ? `${colour} ${noun}` : `${BRANDS[wish.brand].name.toLowerCase()} ${noun}`,
  )
  return focus
}

/** From sub-category to sub-category, perhaps along a thread: one brand, or one colour. */
function wander(visit: Visit, from: number, steps: number): CatalogueItem | undefined {
  const { random, taste } = visit
  const focus: Focus = { level: taste.level, weight: 0.6 * taste.levelWeight }
  const thread = random.weighted([0.4, 0.35, 0.25])
  let at = from
  let best: CatalogueItem | undefined
  for (let step = 0; step < steps; step++) {
    const item = visit.choose(at, focus)
    if (item) {
      visit.view(item)
      if (!best || visit.liking(item) > visit.liking(best)) best = item
      if (thread === 1) focus.brand ??= item.brand
      if (thread === 2) focus.family ??= item.family
    }
    at = moveOn(visit, at, focus.brand)
  }
  return best
}

/** Stays, goes next door, elsewhere in the department (with a brand: to what else it makes), or anywhere. */
function moveOn(visit: Visit, at: number, brand: number | undefined): number {
  const { random } = visit
  switch (random.weighted([0.2, 0.22, 0.33, 0.25])) {
    case 0:
      return at
    case 1:
      return NEAR[at].length > 0 ? random.pick(NEAR[at]) : at
    case 2:
      return visit.pickLeaf(brand === undefined ? LEAVES[at].department : random.pick(BRANDS[brand].departments))
    default:
      return visit.pickLeaf()
  }
}

/** From "this one" to the cart, to what goes with it, to the till. True when nothing is left to decide. */
function decide(visit: Visit, item: CatalogueItem, liked: number): boolean {
  const { random, taste } = visit
  if (!random.chance(Math.min(0.95, taste.decision * (0.7 + 0.2 * Math.max(-1.5, Math.min(2, liked)))))) return false
  if (visit.last !== item && random.chance(0.6)) visit.view(item)
  putInCart(visit, item)
  complete(visit, item)
  if (visit.cart.length > 1 && random.chance(0.12)) visit.removeFromCart(random.pick(visit.cart))
  if (!random.chance(0.35 + 0.5 * taste.decision)) {
    if (random.chance(0.15) && visit.cart.includes(item)) visit.removeFromCart(item)
    return false
  }
  checkOut(visit)
  return true
}

function complete(visit: Visit, item: CatalogueItem): void {
  const { random } = visit
  for (const [name, chance] of Object.entries(COMPLEMENTS[LEAVES[item.leaf].name] ?? {})) {
    if (!random.chance(chance)) continue
    const leaf = LEAF_OF.get(name)!
    // What goes with a dear thing is dear.
    const focus = { level: 0.6 * item.level + 0.4 * visit.taste.level, weight: 2.5 }
    let pick: CatalogueItem | undefined
    for (let step = random.integer(1, 3); step > 0; step--) {
      const other = visit.choose(leaf, focus)
      if (!other) break
      visit.view(other)
      if (!pick || visit.liking(other) > visit.liking(pick)) pick = other
    }
    if (pick && random.chance(0.55)) putInCart(visit, pick)
  }
}

function putInCart(visit: Visit, item: CatalogueItem): void {
  if (!visit.cart.includes(item)) visit.addToCart(item, quantity(visit, item))
}

function checkOut(visit: Visit): void {
  const asked = new Map(
    visit.events.filter(({ event }) => event === 'add_to_cart').map((row) => [row.item!, row.quantity!]),
  )
  if (visit.cart.length > 0) visit.purchase((item) => asked.get(item) ?? 1)
}

function quantity({ random }: Visit, item: CatalogueItem): number {
  const several = LEAVES[item.leaf].several
  return several > 1 && random.chance(0.4) ? random.integer(2, several) : 1
}
