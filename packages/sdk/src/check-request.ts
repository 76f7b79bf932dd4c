import type { Item, RecommendRequest } from '@penchant/protocol'
import { COUNT } from './count.ts'
import { wrongValue } from './wrong-value.ts'

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

const isId = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isItem = (value: unknown): value is Item => isId((value as Item | null)?.id)

/**
 * Reads untrusted input; never throws. Checks what the page itself needs, to show the shop's own order; the rest passes
 * as it is, and the engine says what is wrong with it.
 */
export function checkRequest(given: unknown = {}): CheckedRequest {
  const checked: CheckedRequest = { request: {}, fallback: [], errors: [] }
  const { errors } = checked
  const refuse = (field: string, value: unknown, remedy: string) => {
    errors.push(wrongValue('InvalidRequest', `recommend: ${field}`, value, remedy))
  }

  function check(field: keyof RecommendRequest, valid: (value: unknown) => boolean, remedy: string): void {
    const value = checked.request[field]
    if (value === undefined || valid(value)) return
    refuse(field, value, remedy)
    delete checked.request[field]
  }

  try {
    if (typeof given !== 'object' || given === null) {
      refuse('the request', given, 'give an object such as { kind: "for-you" }')
      return checked
    }
    const { fallback, ...request } = given as ShopRequest
    checked.request = request
    check('count', ...COUNT)
    for (const field of ['items', 'after', 'exclude', 'hide'] as const) {
      check(field, (ids) => Array.isArray(ids) && ids.every(isId), 'give an array of item ids')
    }

    const own: unknown = fallback ?? request.items ?? []
    if (Array.isArray(own)) checked.fallback = own.filter((entry) => isId(entry) || isItem(entry))
    if (checked.fallback.length !== (own as { length?: unknown }).length) {
      refuse('fallback', fallback, 'give an array of item ids, or of items with an id')
    }
  } catch (error) {
    // A getter of the shop's own.
    errors.push(error as Error)
  }
  return checked
}
