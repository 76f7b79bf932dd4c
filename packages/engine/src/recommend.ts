import type { Inspection, RecommendationSource, StoredInteraction } from '@penchant/protocol'
import { bestOfGroups, capPerGroup, diversify, placePins, relevant, reweigh } from '@penchant/ranking'
import type { Candidate, Question } from './candidate.ts'
import type { CheckedRequest } from './check-request.ts'
import { createExclusion } from './exclusion.ts'
import { findCandidates } from './find-candidates.ts'
import { groupOf } from './group-of.ts'
import { itemSimilarity } from './item-similarity.ts'
import { type Reranker, rerankByShop } from './own-reranker.ts'
import { scoreFactor } from './score-factor.ts'
import type { Serving } from './serving.ts'
import { createShown, type Shown } from './shown.ts'

export interface Answer {
  items: Inspection['items']
  source: RecommendationSource
  seed?: string
  /** Milliseconds; `null` for a part that was not needed. */
  encodeTime: number | null
  scoreTime: number | null
}

/** What an answer depends on besides request, model and history. */
export interface Surroundings {
  shown?: Pick<Shown, 'elsewhere' | 'times'>
  /** Milliseconds since the Unix epoch. */
  now?: number
  rerank?: Reranker
  onRerankerError?: (error: Error) => void
  /** Hears what each interaction of the model's window weighs. */
  onAttention?: (shares: Float32Array) => void
}

/** What adjustments may bring up comes from this many candidates: more is slow, and nobody would see it. */
const POOL = 1000
/** Diversity chooses among this many times what is asked for; what lies deeper is hardly relevant. */
const DIVERSE = 5
const LEAST_DIVERSE = 50
/** And what stands above in a feed counts as long as a visitor may have it in mind. */
const REMEMBERED = 20

/** The whole serving pipeline: filters → candidates → adjustments → the shop's own re-ranker → diversity → pins → reasons. */
export async function recommend(
  request: CheckedRequest,
  serving: Serving | null,
  history: readonly StoredInteraction[],
  { shown = createShown(), now = Date.now(), rerank, onRerankerError = () => {}, onAttention }: Surroundings = {},
): Promise<Answer> {
  const { kind, count } = request
  const group = groupOf(kind, serving)
  const without = createExclusion(request, history, shown.elsewhere(request), serving?.catalogue ?? null, now)
  const question: Question = {
    request,
    history,
    without,
    size: group || rerank || isAdjusted(request) ? POOL : count,
    now,
  }

  const { source, list, seed, attention, encodeTime = null, scoreTime = null } = await findCandidates(question, serving)
  if (attention) onAttention?.(attention)

  const enough = relevant(list, request.minimumRelevance)
  const weighed = reweigh(enough, scoreFactor(question, serving, shown))
  const asItIs = (error: Error) => {
    onRerankerError(error)
    return weighed
  }
  const ordered = rerank ? await rerankByShop(rerank, weighed, question).catch(asItIs) : weighed
  const named = group ? bestOfGroups(ordered, ({ item }) => group(item)) : ordered
  const ofCategory = capPerGroup(named, request.maxPerCategory, ({ item }) => item.category?.join('\n'))
  const ofBrand = capPerGroup(ofCategory, request.maxPerBrand, ({ item }) => item.brand)

  const choice = request.diversity > 0 ? ofBrand.slice(0, Math.max(LEAST_DIVERSE, DIVERSE * count)) : ofBrand
  const above = request.after.slice(-REMEMBERED).map((id) => candidateOf(id, serving))
  const diverse = diversify(choice, count, request.diversity, itemSimilarity(serving), above)

  const placed = placePins(diverse, pinned(request, serving), count)
  const items = placed.map(({ item, score, reasons, group, parts }) => ({
    item,
    score,
    reasons: reasons(),
    ...(group && { group }),
    ...(parts && { parts: { ...parts, factor: factorOf(score, parts) } }),
  }))
  return { items, source, ...(seed !== undefined && { seed }), encodeTime, scoreTime }
}

/** Whether items may rise that would not be among the best `count` by themselves. */
function isAdjusted(request: CheckedRequest): boolean {
  const { boost, novelty, priceBand, rotate, maxPerCategory, maxPerBrand, diversity } = request
  const isCapped = maxPerCategory < Infinity || maxPerBrand < Infinity
  return isCapped || rotate || boost.length > 0 || novelty > 0 || priceBand > 0 || diversity > 0
}

/** What controls have multiplied the mixed score by; 1 where it is nothing. */
function factorOf(score: number, { model, coVisitation, memory }: NonNullable<Candidate['parts']>): number {
  const mixed = model + coVisitation + memory
  return mixed > 0 ? score / mixed : 1
}

function candidateOf(id: string, serving: Serving | null): Candidate {
  const row = serving?.catalogue.row(id) ?? 0
  const item = row > 0 ? serving!.catalogue.item(row) : { id }
  return { item, row, score: 0, reasons: () => [{ kind: 'shop', item: id, weight: 1 }] }
}

/** The shop's word goes over filters and other lists, but not over its own `exclude` and `hide`. */
function pinned({ pin, exclude }: CheckedRequest, serving: Serving | null): { entry: Candidate; place: number }[] {
  return pin
    .filter(({ id }) => !exclude.includes(id))
    .map(({ id, place }) => ({ place, entry: candidateOf(id, serving) }))
}
