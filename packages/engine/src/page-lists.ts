import type {
  EngineStatus,
  Interaction,
  RecommendationKind,
  RecommendationResponse,
  RecommendRequest,
} from '@penchant/protocol'
import { checkRequest } from './check-request.ts'
import { identifier } from './identifier.ts'
import type { InteractionStore } from './interaction-store.ts'
import type { ModelLoading } from './model-loading.ts'
import type { Plugs } from './plugs.ts'
import { recommendFilled } from './recommend-filled.ts'
import { createShown } from './shown.ts'

/** What waits for the item table, and what for the encoder too once the visitor has done something. */
const BY_TABLE: ReadonlySet<RecommendationKind> = new Set(['similar', 'because-you-viewed', 'complete-cart'])
const BY_ENCODER: ReadonlySet<RecommendationKind> = new Set([
  'for-you',
  'categories',
  'brands',
  'price-bands',
  'search',
  'rerank',
])
/** What is about long ago waits for the whole history; the newest end of it is enough for the rest until all is read. */
const BY_HISTORY: ReadonlySet<RecommendationKind> = new Set(['buy-again', 'continue', 'recently-viewed'])
/** Explored places of lists that a click is still looked for in: a page that is never left shows without end. */
const OPEN_PLACES = 2000

/** The lists of this page: what they answer, what they have shown, and by what chance. */
export interface PageLists {
  /** Of the last list, in milliseconds. */
  readonly timings: Omit<EngineStatus['timings'], 'start'>
  /** What the shop's own re-ranker failed with last; empty where it never did. */
  readonly rerankerError: string
  recommend(given: RecommendRequest): Promise<RecommendationResponse>
  /** The interaction, with the chance by which the place that it answers to was shown, where there was one. */
  withPropensity(interaction: Interaction): Interaction
  clicked(item: string): void
  forget(): void
}

export interface PageListsOptions {
  store: InteractionStore
  model: ModelLoading
  rerank: Plugs['rerank']
  onRerankerError(): void
}

export function createPageLists({ store, model, rerank, onRerankerError }: PageListsOptions): PageLists {
  const shown = createShown()
  /** By attribution. */
  const propensities = new Map<string, number>()
  const timings: PageLists['timings'] = { lastEncode: null, lastScore: null, lastRecommend: null }
  let rerankerError = ''

  return {
    timings,
    get rerankerError() {
      return rerankerError
    },
    async recommend(given) {
      const started = performance.now()
      const request = checkRequest(given)
      model.retry()
      const kinds = [request.kind, ...request.fallbackKinds]
      const isOld = kinds.some((kind) => BY_HISTORY.has(kind)) || request.excludeBought || request.frequencyCap
      await (isOld ? store.whole() : store.refresh()).catch(() => {})
      const { patience } = model
      if (kinds.some((kind) => BY_TABLE.has(kind))) await model.waitFor('table', patience)
      if (kinds.some((kind) => BY_ENCODER.has(kind)) && store.history.length > 0) {
        await model.waitFor('encoder', patience)
      }
      const { items, source, seed, encodeTime, scoreTime } = await shown.inTurn(request.page, async () => {
        const answer = await recommendFilled(request, model.serving, store.history, {
          shown,
          rerank,
          onRerankerError(error) {
            rerankerError = `${error.name}: ${error.message}`
            onRerankerError()
          },
        })
        shown.add(
          request,
          answer.items.map(({ item }) => item.id),
        )
        return answer
      })
      const took = performance.now() - started
      timings.lastEncode = encodeTime ?? timings.lastEncode
      timings.lastScore = scoreTime ?? timings.lastScore
      timings.lastRecommend = took
      const id = identifier()
      for (const [i, { propensity }] of items.entries()) {
        if (propensity !== undefined) propensities.set(`${id}:${i + 1}`, propensity)
      }
      for (const place of propensities.keys()) {
        if (propensities.size <= OPEN_PLACES) break
        propensities.delete(place)
      }
      return {
        id,
        kind: request.kind,
        items: items.map(({ parts: _, ...entry }, i) => ({ ...entry, attribution: `${id}:${i + 1}` })),
        source,
        ...(seed !== undefined && { seed }),
        took,
      }
    },
    withPropensity(interaction) {
      const propensity = propensities.get(interaction.via ?? '')
      return propensity === undefined ? interaction : { ...interaction, propensity }
    },
    clicked: shown.clicked,
    forget: shown.forget,
  }
}
