import { LIMITS, RECOMMENDATION_KINDS, type RecommendationKind } from '@penchant/protocol'
import { CONTROLS, type Controls, readControls } from './controls.ts'
import { deviceClass } from './device-class.ts'
import { fieldsOf, ids, list, refuse, THE_REQUEST, text, whole } from './request-fields.ts'
import { readRules, withRule } from './rules.ts'

/** A request with every field filled in, its expressions read and its rules applied. */
export interface CheckedRequest extends Controls {
  kind: RecommendationKind
  /** Empty where the kind needs none. */
  seed: string
  /** Empty where nothing was given. */
  query: string
  /** Kinds that fill up what the list lacks. */
  fallbackKinds: RecommendationKind[]
  items: string[]
  count: number
  /** What stands above in a feed, in its order. */
  after: string[]
  /** Empty where the list stands on no named page. */
  page: string
  device: string
  campaign: string
  /** What a model may go by, by field: the device, the campaign, and what the shop has given. */
  context: Record<string, string>
  /** Tells this list from the page's others: kind, seed, query and filter. */
  list: string
}

const FIELDS = [
  'kind',
  'seed',
  'query',
  'fallbackKinds',
  'items',
  'count',
  'after',
  ...CONTROLS,
  'rules',
  'context',
  'page',
]
const DEFAULT_COUNT = 10
const MAX_COUNT = 100
const MAX_RERANKED = 1000
const LONGEST_FEED = 5000
const LONGEST_TEXT = 1000
/** They are no lists of items of the engine's own choice. */
const NOT_FILLED: readonly RecommendationKind[] = ['rerank', 'categories', 'brands', 'price-bands']

/** Reads what the page sent. Throws `InvalidRequest` naming the field. @param now milliseconds since the epoch */
export function checkRequest(given: unknown, now: number = Date.now()): CheckedRequest {
  const fields = fieldsOf(given, THE_REQUEST, FIELDS)
  const { kind = 'for-you', items = [], filter } = fields
  if (!(RECOMMENDATION_KINDS as readonly unknown[]).includes(kind)) {
    refuse('kind', kind, `give one of ${RECOMMENDATION_KINDS.join(', ')}`)
  }
  const seed = text(fields.seed ?? '', 'seed', "give the shop's own item id")
  const fallbackKinds = readFallbackKinds(fields.fallbackKinds ?? [], kind as RecommendationKind)
  const aboutItem = [kind, ...fallbackKinds].find((each) => each === 'similar' || each === 'bought-together')
  if (aboutItem && seed === '') {
    refuse('seed', seed, `"${aboutItem}" needs the id of the item that the list is about`)
  }
  const query = text(fields.query ?? '', 'query', 'give what is looked for')
  if (query.length > LONGEST_TEXT) refuse('query', query, `give at most ${LONGEST_TEXT} characters`)
  const listed = [...new Set(ids(items, 'items'))]
  if (listed.length > MAX_RERANKED) refuse('items.length', listed.length, `give at most ${MAX_RERANKED} ids`)
  if (kind === 'rerank' && listed.length === 0) refuse('items', items, '"rerank" needs the ids that are to be ordered')
  if (kind !== 'rerank' && listed.length > 0) refuse('items', items, 'only the kind "rerank" takes items')
  const after = ids(fields.after ?? [], 'after')
  if (after.length > LONGEST_FEED)
    refuse('after.length', after.length, `give at most ${LONGEST_FEED} ids: end the feed there`)
  const most = kind === 'rerank' ? MAX_RERANKED : MAX_COUNT
  const count = whole(fields.count ?? (listed.length || DEFAULT_COUNT), 'count', most)
  const page = text(fields.page ?? '', 'page', 'give a name of the page, e.g. location.pathname')
  if (page.length > LONGEST_TEXT) refuse('page', page, `give at most ${LONGEST_TEXT} characters`)
  const context = fieldsOf(fields.context ?? {}, 'context', ['device', 'campaign', 'fields'])
  const device = text(context.device ?? deviceClass(), 'context.device', 'give phone, tablet or desktop')
  const campaign = text(context.campaign ?? '', 'context.campaign', 'give the name of a campaign')
  const own = readContextFields(context.fields ?? {})
  const rules = readRules(fields.rules ?? [], {
    kind: kind as RecommendationKind,
    now: new Date(now),
    device,
    campaign,
  })
  const controls = rules.reduce((list, rule) => withRule(list, rule, fields), readControls(fields, count))

  return {
    ...controls,
    // A rule's pin is for lists of all lengths.
    pin: controls.pin.filter(({ place }) => place <= count),
    kind: kind as RecommendationKind,
    seed,
    query,
    fallbackKinds,
    items: listed,
    count,
    after,
    page,
    device,
    campaign,
    context: { ...own, device, ...(campaign && { campaign }) },
    list: JSON.stringify([kind, seed, query, filter]),
  }
}

function readContextFields(given: unknown): Record<string, string> {
  const fields = fieldsOf(given, 'context.fields')
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined)
  if (names.length > LIMITS.contextFields) {
    refuse('context.fields', given, `give at most ${LIMITS.contextFields} fields`)
  }
  return Object.fromEntries(
    names.map((name) => [name, text(fields[name], `context.fields.${name}`, 'give a text, as prepare has read it')]),
  )
}

function readFallbackKinds(given: unknown, kind: RecommendationKind): RecommendationKind[] {
  const known = RECOMMENDATION_KINDS.filter((each) => !NOT_FILLED.includes(each))
  const remedy = `give an array of ${known.join(', ')}`
  const read = list(given, 'fallbackKinds', RECOMMENDATION_KINDS.length, remedy) as RecommendationKind[]
  if (!read.every((each) => known.includes(each))) refuse('fallbackKinds', given, remedy)
  if (read.length > 0 && NOT_FILLED.includes(kind)) {
    refuse('fallbackKinds', given, `"${kind}" has none; leave the field out`)
  }
  return read
}
