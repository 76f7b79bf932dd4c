import { type Boost, type Pin, penchantError, RECOMMENDATION_KINDS, type RecommendationKind } from '@penchant/protocol'
import { type ItemTest, matcher, parseFilter } from '@penchant/ranking'

/** A request with every field filled in, its expressions read. */
export interface CheckedRequest {
  kind: RecommendationKind
  /** Empty where the kind needs none. */
  seed: string
  items: string[]
  count: number
  /** `exclude` and `hide`. */
  exclude: string[]
  filter: ItemTest | null
  excludeSeen: boolean
  excludeBought: boolean
  excludeCart: boolean
  minimumRelevance: number
  boost: { when: ItemTest; by: number }[]
  novelty: number
  priceBand: number
  rotate: boolean
  /** `Infinity` where there is no limit. */
  maxPerCategory: number
  maxPerBrand: number
  diversity: number
  pin: Pin[]
  /** Empty where the list stands on no named page. */
  page: string
  /** Tells this list from the page's others: kind, seed and filter. */
  list: string
}

const FIELDS = [
  'kind',
  'seed',
  'items',
  'count',
  'exclude',
  'hide',
  'filter',
  'excludeSeen',
  'excludeBought',
  'excludeCart',
  'minimumRelevance',
  'boost',
  'novelty',
  'priceBand',
  'rotate',
  'maxPerCategory',
  'maxPerBrand',
  'diversity',
  'pin',
  'page',
]
const DEFAULT_COUNT = 10
const MAX_COUNT = 100
const MAX_RERANKED = 1000
const MAX_BOOSTS = 20
const LONGEST_PAGE = 1000

type Fields = Record<string, unknown>

function refuse(field: string, value: unknown, remedy: string): never {
  const shown = (JSON.stringify(value) ?? String(value)).slice(0, 80)
  throw penchantError('InvalidRequest', `${field} is ${shown}: ${remedy}`)
}

function fieldsOf(value: unknown, field: string, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(field, value, 'give an object')
  for (const [name, own] of Object.entries(value)) {
    // A control that is misspelt must not be left out in silence.
    if (own !== undefined && !known.includes(name)) {
      refuse(field === 'the request' ? name : `${field}.${name}`, own, `no such field: give ${known.join(', ')}`)
    }
  }
  return value as Fields
}

function text(value: unknown, field: string, remedy: string): string {
  if (typeof value !== 'string') refuse(field, value, remedy)
  return value
}

function ids(value: unknown, field: string): string[] {
  if (!Array.isArray(value) || !value.every((id) => typeof id === 'string')) {
    refuse(field, value, 'give an array of item ids')
  }
  return value
}

function whole(value: unknown, field: string, most: number): number {
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > most) {
    refuse(field, value, `give a whole number from 1 to ${most}`)
  }
  return value as number
}

function share(value: unknown, field: string): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) refuse(field, value, 'give a number from 0 to 1')
  return value
}

function flag(value: unknown, field: string): boolean {
  if (typeof value !== 'boolean') refuse(field, value, 'give true or false')
  return value
}

function test(value: unknown, field: string): ItemTest {
  return matcher(parseFilter(text(value, field, 'give an expression such as "price < 50"'), field))
}

function boosts(value: unknown): CheckedRequest['boost'] {
  if (!Array.isArray(value) || value.length > MAX_BOOSTS) {
    refuse('boost', value, `give an array of at most ${MAX_BOOSTS} such as { when: "price < 50", by: 1.5 }`)
  }
  return value.map((entry: unknown, i) => {
    const { when, by } = fieldsOf(entry, `boost[${i}]`, ['when', 'by'] satisfies (keyof Boost)[])
    if (typeof by !== 'number' || !(by >= 1e-3 && by <= 1e3)) {
      refuse(`boost[${i}].by`, by, 'give a factor from 0.001 to 1000: above 1 boosts, below 1 buries')
    }
    return { when: test(when, `boost[${i}].when`), by }
  })
}

function pins(value: unknown, count: number): Pin[] {
  if (!Array.isArray(value)) refuse('pin', value, 'give an array such as [{ id: "sku-1", place: 1 }]')
  const read = value.map((entry: unknown, i): Pin => {
    const { id, place } = fieldsOf(entry, `pin[${i}]`, ['id', 'place'] satisfies (keyof Pin)[])
    return { id: text(id, `pin[${i}].id`, 'give an item id'), place: whole(place, `pin[${i}].place`, count) }
  })
  for (const field of ['id', 'place'] as const) {
    const seen = new Set<unknown>()
    for (const [i, entry] of read.entries()) {
      if (seen.has(entry[field])) refuse(`pin[${i}].${field}`, entry[field], `give each ${field} once`)
      seen.add(entry[field])
    }
  }
  return read
}

/** Reads what the page sent. Throws `InvalidRequest` naming the field. */
export function checkRequest(given: unknown): CheckedRequest {
  const fields = fieldsOf(given, 'the request', FIELDS)
  const { kind = 'for-you', items = [], exclude = [], hide = [], boost = [], pin = [], filter } = fields
  if (!(RECOMMENDATION_KINDS as readonly unknown[]).includes(kind)) {
    refuse('kind', kind, `give one of ${RECOMMENDATION_KINDS.join(', ')}`)
  }
  const seed = text(fields.seed ?? '', 'seed', "give the shop's own item id")
  if ((kind === 'similar' || kind === 'bought-together') && seed === '') {
    refuse('seed', seed, `"${kind}" needs the id of the item that the list is about`)
  }
  const listed = [...new Set(ids(items, 'items'))]
  if (listed.length > MAX_RERANKED) refuse('items.length', listed.length, `give at most ${MAX_RERANKED} ids`)
  if (kind === 'rerank' && listed.length === 0) refuse('items', items, '"rerank" needs the ids that are to be ordered')
  if (kind !== 'rerank' && listed.length > 0) refuse('items', items, 'only the kind "rerank" takes items')
  const most = kind === 'rerank' ? MAX_RERANKED : MAX_COUNT
  const count = whole(fields.count ?? (listed.length || DEFAULT_COUNT), 'count', most)
  const page = text(fields.page ?? '', 'page', 'give a name of the page, e.g. location.pathname')
  if (page.length > LONGEST_PAGE) refuse('page', page, `give at most ${LONGEST_PAGE} characters`)

  return {
    kind: kind as RecommendationKind,
    seed,
    items: listed,
    count,
    exclude: [...ids(exclude, 'exclude'), ...ids(hide, 'hide')],
    filter: filter === undefined ? null : test(filter, 'filter'),
    excludeSeen: flag(fields.excludeSeen ?? false, 'excludeSeen'),
    excludeBought: flag(fields.excludeBought ?? false, 'excludeBought'),
    excludeCart: flag(fields.excludeCart ?? false, 'excludeCart'),
    minimumRelevance: share(fields.minimumRelevance ?? 0, 'minimumRelevance'),
    boost: boosts(boost),
    novelty: share(fields.novelty ?? 0, 'novelty'),
    priceBand: share(fields.priceBand ?? 0, 'priceBand'),
    rotate: flag(fields.rotate ?? false, 'rotate'),
    maxPerCategory:
      fields.maxPerCategory === undefined ? Infinity : whole(fields.maxPerCategory, 'maxPerCategory', most),
    maxPerBrand: fields.maxPerBrand === undefined ? Infinity : whole(fields.maxPerBrand, 'maxPerBrand', most),
    diversity: share(fields.diversity ?? 0, 'diversity'),
    pin: pins(pin, count),
    page,
    list: JSON.stringify([kind, seed, filter]),
  }
}
