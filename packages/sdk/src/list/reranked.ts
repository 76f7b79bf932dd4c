import type { RecommendationResponse } from '@penchant/protocol'
import type { ShopRequest } from '../check-request.ts'

/** What else a re-ranked list may be asked with, e.g. `boost`. */
export type RerankControls = Omit<ShopRequest, 'kind' | 'items' | 'seed' | 'query' | 'fallback' | 'fallbackKinds'>

/** As many as `rerank` takes; what comes after them stays there. */
const MOST = 1000

/** What identifies an item where a shop does not say otherwise: itself, or its `id`. */
export const ownId = (item: unknown): string => (typeof item === 'string' ? item : (item as { id: string }).id)

/** The ids to ask about, each once; those of a list that cannot be read are none. */
export function idsOf<T>(items: readonly T[], idOf: (item: T) => string): string[] {
  try {
    const ids = new Set(items.map(idOf).filter((id) => id && typeof id === 'string'))
    return [...ids].slice(0, MOST)
  } catch {
    return []
  }
}

/** `items` in the order of the answer to `asked`, without what the answer leaves out; what was not asked about comes last. */
export function reranked<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  asked: readonly string[],
  { items: answered }: RecommendationResponse,
): readonly T[] {
  const places = new Map(answered.map(({ item }, place) => [item.id, place]))
  const place = (item: T) => places.get(idOf(item)) ?? MOST
  return items.filter((item) => place(item) < MOST || !asked.includes(idOf(item))).sort((a, b) => place(a) - place(b))
}
