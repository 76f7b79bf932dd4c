import type { RecommendRequest, Rule } from '@penchant/protocol'

/** A request with the rules that hold for all of them, and with what they ask about that only the page knows. */
export function withRules(request: RecommendRequest, rules: readonly Rule[]): RecommendRequest {
  if (!rules[0] && !request.rules) return request
  const campaign = new URLSearchParams(location.search).get('utm_campaign') ?? undefined
  // Added as it is where it is no array: the engine says what is wrong with it.
  return { ...request, rules: rules.concat(request.rules ?? []), context: { campaign, ...request.context } }
}
