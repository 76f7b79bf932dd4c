import type { Recommendation } from '@penchant/protocol'
import type { ShopRequest } from '../check-request.ts'
import { shopOrder } from '../shop-order.ts'

/**
 * The shop's own list in its own order, as `recommend` falls back to it: what there is on a server, before an answer, and
 * without one. No request or a wrong one makes it empty; `recommend` says what is wrong.
 */
export function ownOrder(request: ShopRequest | null): readonly Recommendation[] {
  try {
    return shopOrder(request!, request!.fallback!).items
  } catch {
    return []
  }
}
