import { byPlace } from '../by-place.ts'
import type { Candidates, Question } from '../candidate.ts'
import { fromHistory } from '../from-history.ts'
import { itemsSeen } from '../history/items-seen.ts'
import type { Serving } from '../serving.ts'

/** The visitor's last items, newest first. */
export function recentlyViewed({ request, history, without }: Question, serving: Serving | null): Candidates {
  return fromHistory(byPlace(itemsSeen(history).keys()), without.and([request.seed]), serving, 'history')
}
