import type { Inspection, Interaction, RecommendRequest, WhatIf } from '@penchant/protocol'
import { checkInteractions } from './check-interactions.ts'
import { checkRequest } from './check-request.ts'
import type { Reranker } from './own-reranker.ts'
import { provisionalItems } from './provisional-items.ts'
import { recommendFilled } from './recommend-filled.ts'
import { fieldsOf, refuse, storedIds } from './request-fields.ts'
import type { Serving } from './serving.ts'
import { sequenceSteps } from './visitor-sequence.ts'

type History = Inspection['sequence'][number][]

/** The answer to a request, were things as `whatIf` says, with its parts. Throws `InvalidRequest` naming the field. */
export async function inspect(
  request: RecommendRequest,
  whatIf: WhatIf,
  serving: Serving | null,
  stored: readonly Omit<History[number], 'share'>[],
  rerank?: Reranker,
): Promise<Inspection> {
  const { without = [], and = [], now = Date.now() } = fieldsOf(whatIf, 'whatIf', ['without', 'and', 'now'])
  const absent = new Set(storedIds(without, 'whatIf.without'))
  if (!Number.isFinite(now)) refuse('whatIf.now', now, 'give milliseconds since 1970')
  const left = stored.filter(({ id }) => !absent.has(id))
  const last = left.at(-1)
  const more = checkInteractions(and as Interaction[]).map((interaction, i) => ({
    ...interaction,
    id: (stored.at(-1)?.id ?? 0) + 1 + i,
    session: last?.session ?? 1,
  }))
  const history = [...left, ...more]

  let attention: Float32Array | null = null
  const answer = await recommendFilled(checkRequest(request, now as number), serving, history, {
    now: now as number,
    rerank,
    onAttention: (shares) => {
      attention = shares
    },
  })
  const known = serving ? sequenceSteps(history, (provisionalItems(history, serving) ?? serving).catalogue) : []
  const from = known.length - ((attention as Float32Array | null)?.length ?? 0)
  return {
    ...answer,
    sequence: known.map((interaction, i) => ({
      ...interaction,
      share: attention && i >= from ? attention[i - from] : null,
    })),
  }
}
