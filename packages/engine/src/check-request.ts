import { penchantError, RECOMMENDATION_KINDS, type RecommendationKind } from '@penchant/protocol'

/** A request with every field filled in. */
export interface CheckedRequest {
  kind: RecommendationKind
  /** Empty where the kind needs none. */
  seed: string
  count: number
  exclude: string[]
}

const DEFAULT_COUNT = 10
const MAX_COUNT = 100

function refuse(field: string, value: unknown, remedy: string): never {
  const shown = (JSON.stringify(value) ?? String(value)).slice(0, 80)
  throw penchantError('InvalidRequest', `${field} is ${shown}: ${remedy}`)
}

/** Reads what the page sent. Throws `InvalidRequest` naming the field. */
export function checkRequest(given: unknown): CheckedRequest {
  if (typeof given !== 'object' || given === null) refuse('the request', given, 'give an object')
  const { kind = 'for-you', seed = '', count = DEFAULT_COUNT, exclude = [] } = given as Record<string, unknown>
  if (!(RECOMMENDATION_KINDS as readonly unknown[]).includes(kind)) {
    refuse('kind', kind, `give one of ${RECOMMENDATION_KINDS.join(', ')}`)
  }
  if (typeof seed !== 'string') refuse('seed', seed, "give the shop's own item id")
  if ((kind === 'similar' || kind === 'bought-together') && seed === '') {
    refuse('seed', seed, `"${kind}" needs the id of the item that the list is about`)
  }
  if (!Number.isInteger(count) || (count as number) < 1 || (count as number) > MAX_COUNT) {
    refuse('count', count, `give a whole number from 1 to ${MAX_COUNT}`)
  }
  if (!Array.isArray(exclude) || !exclude.every((id) => typeof id === 'string')) {
    refuse('exclude', exclude, 'give an array of item ids')
  }
  return { kind: kind as RecommendationKind, seed, count: count as number, exclude }
}
