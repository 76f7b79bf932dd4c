import { eventIndex, ITEM_EVENTS, isEventName, isItemEvent, OTHER_EVENTS } from '@penchant/protocol'
import { UsageError } from '../errors.ts'
import { parseMap } from './column-map.ts'

/** A row that is no step of a sequence: a search, a page without an item, or what the user asked to ignore. */
export const NO_STEP = -1

/** Other systems' names for events, compared without case and punctuation. */
const SYNONYMS: Record<string, string> = {
  // views
  view: 'view_item',
  pv: 'view_item',
  click: 'view_item',
  clicks: 'view_item',
  detail: 'view_item',
  itemview: 'view_item',
  productview: 'view_item',
  productviewed: 'view_item',
  productdetail: 'view_item',
  productclicked: 'select_item',
  select: 'select_item',
  // cart
  cart: 'add_to_cart',
  addtobasket: 'add_to_cart',
  addcart: 'add_to_cart',
  productadded: 'add_to_cart',
  removecart: 'remove_from_cart',
  productremoved: 'remove_from_cart',
  checkout: 'begin_checkout',
  checkoutstarted: 'begin_checkout',
  // purchases
  buy: 'purchase',
  bought: 'purchase',
  order: 'purchase',
  ordered: 'purchase',
  sale: 'purchase',
  transaction: 'purchase',
  ordercompleted: 'purchase',
  checkoutcompleted: 'purchase',
  return: 'refund',
  returned: 'refund',
  orderrefunded: 'refund',
  // opinions
  fav: 'add_to_wishlist',
  favorite: 'add_to_wishlist',
  favourite: 'add_to_wishlist',
  wishlist: 'add_to_wishlist',
  follow: 'add_to_wishlist',
  like: 'like_item',
  dislike: 'dislike_item',
  rate: 'rate_item',
  rating: 'rate_item',
  // no step of a sequence
  pageview: 'ignore',
  sessionstart: 'ignore',
  firstvisit: 'ignore',
  userengagement: 'ignore',
  viewcategory: 'ignore',
  productlistviewed: 'ignore',
  productssearched: 'ignore',
  cartviewed: 'ignore',
}

/** The protocol's own names in any spelling: `addToCart`, `AddToCart`, `add-to-cart`. */
const CANONICAL = new Map<string, string>([...ITEM_EVENTS, ...OTHER_EVENTS].map((name) => [plain(name), name]))

export interface EventNames {
  /** Index in the protocol's `ITEM_EVENTS`, or `NO_STEP`. Names we do not know are `other` (0). */
  index(name: string): number
  /** How every name met so far was read, for the user. */
  describe(): string
}

/**
 * @param given `--map-events`: `theirs=ours`, where ours is an event of the protocol or `ignore`.
 * @throws UsageError when the right-hand side is neither.
 */
export function eventNames(given: readonly string[]): EventNames {
  const mapped = parseMap('--map-events', given, () => true, 'order')
  for (const [theirs, ours] of mapped)
    if (ours !== 'other' && ourName(ours) === 'other')
      throw new UsageError(
        `--map-events ${theirs}=${ours}: "${ours}" is no event name; use for example view_item, add_to_cart, purchase or ignore`,
      )

  const known = new Map<string, { ours: string; index: number }>()
  const look = (name: string): { ours: string; index: number } => {
    const ours = ourName(mapped.get(name) ?? name)
    const index = ours === 'ignore' || (isEventName(ours) && !isItemEvent(ours)) ? NO_STEP : eventIndex(ours)
    const entry = { ours: index === NO_STEP ? 'ignored' : ours, index }
    // Names beyond any real vocabulary are a wrongly mapped column; they are not worth remembering.
    if (known.size < 1000) known.set(name, entry)
    return entry
  }
  return {
    index: (name) => (known.get(name) ?? look(name)).index,
    describe: () =>
      [...known]
        .slice(0, 30)
        .map(([theirs, { ours }]) => (theirs === ours ? theirs : `${theirs} → ${ours}`))
        .join(', '),
  }
}

function ourName(name: string): string {
  const lower = name.trim().toLowerCase()
  if (lower === 'ignore' || isEventName(lower)) return lower
  const key = plain(lower)
  if (Object.hasOwn(SYNONYMS, key)) return SYNONYMS[key]
  return CANONICAL.get(key) ?? 'other'
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
