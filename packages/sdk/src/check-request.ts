import { type Item, penchantError, RECOMMENDATION_KINDS, type RecommendRequest } from '@penchant/protocol'
import { show } from './show.ts'

/** What `recommend` is asked with. */
export interface ShopRequest extends RecommendRequest {
  /** The shop's own list, shown in its own order when nothing can be recommended: ids or whole items. */
  fallback?: readonly string[] | readonly Item[]
}

export interface CheckedRequest {
  /** What is left of the request when every wrong field is taken out. */
  request: RecommendRequest
  fallback: readonly (string | Item)[]
  /** `InvalidRequest`, one for each wrong field. */
  errors: Error[]
}

const MAX_COUNT = 100

const isId = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isItem = (value: unknown): value is Item => isId((value as Item | null)?.id)

/** Reads untrusted input; never throws. */
export function checkRequest(given: unknown): CheckedRequest {
  const checked: CheckedRequest = { request: {}, fallback: [], errors: [] }
  const { request, errors } = checked
  const refuse = (field: string, value: unknown, remedy: string) => {
    errors.push(penchantError('InvalidRequest', `recommend: ${field} is ${show(value)}; ${remedy}.`))
  }

  if (given === undefined) return checked
  if (typeof given !== 'object' || given === null) {
    refuse('the request', given, 'give an object such as { kind: "for-you", count: 10 }')
    return checked
  }
  const { kind, seed, count, exclude, fallback } = given as Record<keyof ShopRequest, unknown>

  if (kind !== undefined) {
    if ((RECOMMENDATION_KINDS as readonly unknown[]).includes(kind)) request.kind = kind as RecommendRequest['kind']
    else refuse('kind', kind, `give one of ${RECOMMENDATION_KINDS.join(', ')}`)
  }
  if (isId(seed)) request.seed = seed
  else if (seed !== undefined || kind === 'similar' || kind === 'bought-together') {
    refuse('seed', seed, 'give the id of the item the list is about')
  }
  if (Number.isInteger(count) && (count as number) >= 1 && (count as number) <= MAX_COUNT)
    request.count = count as number
  else if (count !== undefined) refuse('count', count, `give a whole number from 1 to ${MAX_COUNT}`)

  if (Array.isArray(exclude) && exclude.every(isId)) request.exclude = [...exclude]
  else if (exclude !== undefined) refuse('exclude', exclude, 'give an array of item ids')

  if (Array.isArray(fallback)) {
    checked.fallback = fallback.filter((entry) => isId(entry) || isItem(entry))
    if (checked.fallback.length < fallback.length) refuse('fallback', fallback, 'give item ids, or items with an id')
  } else if (fallback !== undefined) refuse('fallback', fallback, 'give an array of item ids or items')
  return checked
}
