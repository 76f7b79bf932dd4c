import type { Item } from './item.ts'

/**
 * What kind of list is asked for.
 * - `for-you`: what this visitor is likely to want next.
 * - `similar`: near `seed` in the model's item space.
 * - `bought-together`: co-visited with `seed`.
 * - `because-you-viewed`: near an item that the visitor looked at lately; the response's `seed` says which.
 * - `complete-cart`: what goes with all that is in the visitor's cart.
 * - `recently-viewed`: this visitor's last items, newest first.
 * - `continue`: what the visitor looked at and did not buy, the category they left last first.
 * - `buy-again`: what the visitor bought, first what is due by the time they take to buy things again.
 * - `search`: what fits `query`, or the visitor's last search term, the visitor's likely choice first.
 * - `categories`, `brands`: those that this visitor likes most, each by its best item.
 * - `price-bands`: the fifths of the shop's prices that this visitor likes most, each by its best item.
 * - `rerank`: the request's `items`, the visitor's likely choice first.
 * - `popular`: what most visitors want.
 * - `trending`: what has drawn more visitors of late than it used to, the strongest rise first.
 * - `new-arrivals`: what came into the shop in the last 30 days of its catalogue, the visitor's likely choice first.
 * - `on-sale`: what costs less than its list price, the visitor's likely choice first.
 */
export const RECOMMENDATION_KINDS = [
  'for-you',
  'similar',
  'bought-together',
  'because-you-viewed',
  'complete-cart',
  'recently-viewed',
  'continue',
  'buy-again',
  'categories',
  'brands',
  'price-bands',
  'rerank',
  'popular',
  'trending',
  'new-arrivals',
  'on-sale',
  'search',
] as const
export type RecommendationKind = (typeof RECOMMENDATION_KINDS)[number]

/** Multiplies the score of every item that an expression is true of. */
export interface Boost {
  /** A filter expression. */
  when: string
  /** Above 1 boosts, below 1 buries. */
  by: number
}

/** An item that the shop wants at a place. */
export interface Pin {
  id: string
  /** From 1 to the request's `count`. */
  place: number
}

/** How often a visitor may be shown an item. */
export interface FrequencyCap {
  /** From 1. */
  times: number
  /** This session, or the last 24 hours, or the last seven days. Default `day`. */
  per?: 'session' | 'day' | 'week'
}

/** When a rule holds: all that is given must. */
export interface RuleCondition {
  /** A date, or a date and time, by the device's clock and zone where it names none: `2026-11-27`, `2026-11-27T18:00`. */
  from?: string
  /** The same; a date alone means until the end of its day. */
  until?: string
  days?: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[]
  /** From the first hour until the second begins, 0 to 24; `[22, 6]` is over midnight. */
  hours?: [from: number, until: number]
  device?: Device[]
  /** The request's `context.campaign`. */
  campaign?: string[]
  kind?: RecommendationKind[]
}

export type Device = 'phone' | 'tablet' | 'desktop'

/** What may be asked of a list besides which list it is. */
export type RuleEffect = Pick<
  RecommendRequest,
  | 'exclude'
  | 'hide'
  | 'filter'
  | 'excludeSeen'
  | 'excludeBought'
  | 'excludeCart'
  | 'minimumRelevance'
  | 'boost'
  | 'novelty'
  | 'priceBand'
  | 'rotate'
  | 'frequencyCap'
  | 'maxPerCategory'
  | 'maxPerBrand'
  | 'diversity'
  | 'calibration'
  | 'explore'
  | 'pin'
>

/** A control that comes and goes by itself. */
export interface Rule {
  /** For whoever reads the rules. */
  name?: string
  /** Default: always. */
  when?: RuleCondition
  apply: RuleEffect
}

/** What a list may be asked for; every field may be left out. `docs/serving.md` has the table. */
export interface RecommendRequest {
  /** Default `for-you`. */
  kind?: RecommendationKind
  /** Item id the list is about; needed by `similar` and `bought-together`. */
  seed?: string
  /** `search`: what is looked for, at most 1,000 characters. Default: what the visitor searched for last. */
  query?: string
  /** Kinds that fill the list, in this order, where it has fewer than `count` items. */
  fallbackKinds?: RecommendationKind[]
  /** `rerank`: the item ids, in the shop's order, at most 1,000. */
  items?: string[]
  /** How many, 1 to 100. Default 10; for `rerank` all of `items`. */
  count?: number
  /**
   * Ids of what stands above in an endless feed, at most 5,000: none comes again, and `diversity` counts those that came
   * last as taken. The list goes on from the visitor's newest interactions.
   */
  after?: string[]
  /** Item ids that must not appear. */
  exclude?: string[]
  /** Item ids that the shop hides: the same as `exclude`, for rules that are kept apart from the page's own. */
  hide?: string[]
  /** Only items that this expression is true of, e.g. `price < 50 and category = "Kitchen"`. */
  filter?: string
  /** Leaves out what the visitor has done anything with, has bought, or has in the cart. Default false. */
  excludeSeen?: boolean
  excludeBought?: boolean
  excludeCart?: boolean
  /** Leaves out what scores less than this share of the best item's score, 0 to 1. Default 0. */
  minimumRelevance?: number
  /** At most 20; where several expressions are true of an item, it gets all factors. */
  boost?: Boost[]
  /** 0 (as popular as it is) to 1 (popularity counts for nothing). Default 0. */
  novelty?: number
  /** How much items outside the visitor's own prices lose, 0 to 1. Default 0. */
  priceBand?: number
  /** Lowers what lists with `rotate` have shown on this page load and nobody has clicked. Default false. */
  rotate?: boolean
  /** Leaves out what the visitor has seen so often: impressions that are stored on the device. */
  frequencyCap?: FrequencyCap
  maxPerCategory?: number
  maxPerBrand?: number
  /** 0 (by score alone) to 1 (each item as unlike the others as can be). Default 0. */
  diversity?: number
  /** 0 (by score alone) to 1: how near the list's categories come to the mix of those the visitor has looked at. Default 0. */
  calibration?: number
  /** Leaves one of ten places, never the first, to an item from ranks 21 to 200, and says how likely each was. Default false. */
  explore?: boolean
  pin?: Pin[]
  /** At most 100; those whose conditions hold are applied. */
  rules?: Rule[]
  /**
   * What rules ask about and a model may go by: the kind of device, by default as its browser says, the campaign that
   * brought the visitor, and in `fields` whatever else the shop has trained with (`{ referrer: 'search' }`).
   */
  context?: { device?: Device; campaign?: string; fields?: Readonly<Record<string, string>> }
  /** Name of the page that the list stands on, e.g. its path: no item comes in two of its lists. */
  page?: string
}

/** Why an item is in the list: what weighed most, shares of 1. */
export interface Reason {
  /**
   * `interaction`: near `item`, which the visitor looked at or bought. `co-visitation`: often goes with `item`.
   * `history`: the visitor has met `item` before. `bought`: the visitor has bought `item` before. `popular`: many
   * visitors want it. `trending`: more of them than before. `new`: it came into the shop lately. `sale`: it costs less than
   * its list price. `match`: it fits what was searched for. `shop`: the shop has put it there. `turned-down`: like `item`,
   * which the visitor does not want or gave back, so that it stands lower; `weight` is the share of its score that this has
   * cost, and no part of the 1.
   */
  kind:
    | 'interaction'
    | 'co-visitation'
    | 'history'
    | 'bought'
    | 'popular'
    | 'trending'
    | 'new'
    | 'sale'
    | 'match'
    | 'shop'
    | 'turned-down'
  item?: string
  weight: number
}

export interface Recommendation {
  item: Item
  /** Comparable within one response only; with `diversity` and `pin` the order is not that of the scores. */
  score: number
  reasons: Reason[]
  /** `categories`: the path of the category that the item stands for; `brands`: the brand alone; `price-bands`: its lowest and its highest price. */
  group?: string[]
  /**
   * The response's id and the place in it, from 1: `<id>:<place>`. Later events carry it as `attribution`. Absent
   * where the shop's own order is shown: nothing was recommended.
   */
  attribution?: string
  /** With `explore`: how likely this place was to show this item, 0 to 1. */
  propensity?: number
}

/** Which part of the engine answered. */
export type RecommendationSource = 'model' | 'co-visitation' | 'content' | 'popularity' | 'history' | 'shop-order'

export interface RecommendationResponse {
  /** Carried by later events as `recommendation_id`. */
  id: string
  kind: RecommendationKind
  items: Recommendation[]
  source: RecommendationSource
  /** Item that the engine chose to base the list on (`because-you-viewed`). */
  seed?: string
  /** Milliseconds in the engine. */
  took: number
}
