import type { Inspection, RecommendationSource, StoredInteraction } from '@penchant/protocol'
import {
  bestOfGroups,
  calibrate,
  capPerGroup,
  categoryMix,
  diversify,
  explore,
  placePins,
  relevant,
  reweigh,
} from '@penchant/ranking'
import { against } from './against.ts'
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
import { sequenceSteps } from './visitor-sequence.ts'

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
  /** A number from 0 to 1, by chance. */
  random?: () => number
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

/** The visitor's own items: what was looked at stays what was looked at. */
const HISTORY_KINDS: ReadonlySet<CheckedRequest['kind']> = new Set(['recently-viewed', 'continue', 'buy-again'])

/** The whole serving pipeline: filters → candidates → adjustments → the shop's own re-ranker → diversity → pins → reasons. */
export async function recommend(
  request: CheckedRequest,
  serving: Serving | null,
  history: readonly StoredInteraction[],
  {
    shown = createShown(),
    now = Date.now(),
    random = Math.random,
    rerank,
    onRerankerError = () => {},
    onAttention,
  }: Surroundings = {},
): Promise<Answer> {
  const { kind, count } = request
  const group = groupOf(kind, serving)
  const without = createExclusion(request, history, shown.elsewhere(request), serving?.catalogue ?? null, now)
  const contrary = HISTORY_KINDS.has(kind) ? null : against(history, serving)
  const question: Question = {
    request,
    history,
    without,
    size: group || rerank || contrary || isAdjusted(request) ? POOL : count,
    now,
  }

  const { source, list, seed, attention, encodeTime = null, scoreTime = null } = await findCandidates(question, serving)
  if (attention) onAttention?.(attention)

  const enough = relevant(list, request.minimumRelevance)
  const factorOf = scoreFactor(question, serving, shown)
  const weighed = reweigh(enough, (candidate) => factorOf(candidate) * (contrary?.of(candidate)?.factor ?? 1))
  const asItIs = (error: Error) => {
    onRerankerError(error)
    return weighed
  }
  const ordered = rerank ? await rerankByShop(rerank, weighed, question).catch(asItIs) : weighed
  const named = group ? bestOfGroups(ordered, ({ item }) => group(item)) : ordered
  const ofCategory = capPerGroup(named, request.maxPerCategory, ({ item }) => item.category?.join('\n'))
  const ofBrand = capPerGroup(ofCategory, request.maxPerBrand, ({ item }) => item.brand)

  const choice =
    request.diversity > 0 || request.calibration > 0
      ? ofBrand.slice(0, Math.max(LEAST_DIVERSE, DIVERSE * count))
      : ofBrand
  const above = request.after.slice(-REMEMBERED).map((id) => candidateOf(id, serving))
  const balanced =
    request.calibration > 0
      ? calibrate(
          choice,
          request.diversity > 0 ? DIVERSE * count : count,
          request.calibration,
          categoryOf,
          mixOf(history, serving),
        )
      : choice
  const diverse = diversify(balanced, count, request.diversity, itemSimilarity(serving), above)
  // By the list as it is without diversity: ranks are those of what is likely.
  const explored = request.explore
    ? explore(diverse, ofBrand, random)
    : diverse.map((entry) => ({ entry, propensity: 1 }))
  const propensities = new Map(explored.map(({ entry, propensity }) => [entry, propensity]))

  const placed = placePins(
    explored.map(({ entry }) => entry),
    pinned(request, serving),
    count,
  )
  const items = placed.map((candidate) => {
    const { item, score, reasons, group, parts } = candidate
    const speaksAgainst = contrary?.of(candidate)
    return {
      item,
      score,
      reasons: [...reasons(), ...(speaksAgainst ? [speaksAgainst.reason] : [])],
      ...(group && { group }),
      ...(request.explore && { propensity: propensities.get(candidate) ?? 1 }),
      ...(parts && { parts: { ...parts, factor: adjustmentOf(score, parts) } }),
    }
  })
  return { items, source, ...(seed !== undefined && { seed }), encodeTime, scoreTime }
}

/** The top of its path: the mix is of departments, not of shelves. */
const categoryOf = ({ item }: Candidate) => item.category?.[0]

/** Of what the visitor has chosen; what they were shown is the shop's mix, not theirs. */
function mixOf(history: readonly StoredInteraction[], serving: Serving | null): Map<string, number> {
  const chosen = serving ? sequenceSteps(history, serving.catalogue) : []
  return categoryMix(chosen.map(({ item }) => serving!.catalogue.item(serving!.catalogue.row(item!)).category?.[0]))
}

/** Whether items may rise that would not be among the best `count` by themselves. */
function isAdjusted(request: CheckedRequest): boolean {
  const { boost, novelty, priceBand, rotate, maxPerCategory, maxPerBrand, diversity, calibration, explore } = request
  const isCapped = maxPerCategory < Infinity || maxPerBrand < Infinity
  return (
    isCapped ||
    rotate ||
    boost.length > 0 ||
    novelty > 0 ||
    priceBand > 0 ||
    diversity > 0 ||
    calibration > 0 ||
    explore
  )
}

/** What controls have multiplied the mixed score by; 1 where it is nothing. */
function adjustmentOf(score: number, { model, coVisitation, memory }: NonNullable<Candidate['parts']>): number {
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
