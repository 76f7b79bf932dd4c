import type { StoredInteraction } from '@penchant/protocol'
import type { CheckedRequest } from './check-request.ts'
import { type Answer, recommend, type Surroundings } from './recommend.ts'
import type { Serving } from './serving.ts'

/** The list, and while it is short of `count` what the request's fallback kinds have, in their order; no item twice. */
export async function recommendFilled(
  request: CheckedRequest,
  serving: Serving | null,
  history: readonly StoredInteraction[],
  surroundings: Surroundings = {},
): Promise<Answer> {
  let answer = await recommend(request, serving, history, surroundings)
  for (const kind of request.fallbackKinds) {
    const count = request.count - answer.items.length
    if (count <= 0) break
    // What is pinned stands already, and what the first list read is what the inspector shows.
    const rest: CheckedRequest = {
      ...request,
      kind,
      count,
      pin: [],
      exclude: [...request.exclude, ...answer.items.map(({ item }) => item.id)],
    }
    const more = await recommend(rest, serving, history, { ...surroundings, onAttention: undefined })
    const source = answer.items.length > 0 ? answer.source : more.source
    answer = { ...more, ...answer, source, items: [...answer.items, ...more.items] }
  }
  return answer
}
