import type { Device, Item, Reason, RecommendationKind, StoredInteraction } from '@penchant/protocol'
import { penchantError } from '@penchant/protocol'
import type { Candidate, Question } from './candidate.ts'
import { withTimeout } from './with-timeout.ts'

/** What a shop's own re-ranker gets of an item: as scored, boosted and filtered so far. */
export interface RerankerCandidate {
  readonly item: Item
  /** Comparable within one list only. */
  readonly score: number
  readonly reasons: Reason[]
}

/** What it may go by besides. All of it is on the device, and stays there. */
export interface RerankerContext {
  kind: RecommendationKind
  /** Empty where the list is about no item. */
  seed: string
  count: number
  /** Milliseconds since the Unix epoch. */
  now: number
  device: Device
  /** Empty where no campaign brought the visitor. */
  campaign: string
  /** All that is stored, oldest first. */
  history: readonly StoredInteraction[]
}

/**
 * A shop's own ranking, given to `startEngine`: at most 1,000 candidates, best first, come in, and those it wants come
 * out, in its order. Caps, diversity and pins of the request are applied to what it gives.
 */
export type Reranker = (
  candidates: readonly RerankerCandidate[],
  context: RerankerContext,
) => readonly RerankerCandidate[] | Promise<readonly RerankerCandidate[]>

/** A list that comes later is of no use to a page. */
const PATIENCE_MILLISECONDS = 500

/**
 * The list as the shop's own re-ranker orders it: what it names twice or what was no candidate is left out, and a score
 * that is no number stays as it was. Rejects where it throws, gives no array or is late; then the list is to stay as it is.
 */
export async function rerankByShop(
  rerank: Reranker,
  list: readonly Candidate[],
  { request, history, now }: Question,
): Promise<Candidate[]> {
  const { kind, seed, count, device, campaign } = request
  const candidates = list.map(
    ({ item, score, reasons }): RerankerCandidate => ({
      item,
      score,
      // Found when somebody looks.
      get reasons() {
        return reasons()
      },
    }),
  )
  const context = { kind, seed, count, now, device: device as Device, campaign, history }
  const answer = await withTimeout(
    Promise.resolve(rerank(candidates, context)),
    PATIENCE_MILLISECONDS,
    "the shop's own re-ranker",
  )
  if (!Array.isArray(answer)) {
    throw penchantError('InvalidOption', `rerank gave ${typeof answer}; give an array of the candidates`)
  }
  const left = new Map(list.map((candidate) => [candidate.item.id, candidate]))
  return answer.flatMap((entry: Partial<RerankerCandidate> | null) => {
    const id = entry?.item?.id ?? ''
    const known = left.get(id)
    left.delete(id)
    if (!known) return []
    return { ...known, score: Number.isFinite(entry!.score) ? entry!.score! : known.score }
  })
}
