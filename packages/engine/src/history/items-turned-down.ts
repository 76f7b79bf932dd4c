import { FEEDBACK, opinion } from '@penchant/learning'
import { isItemEvent, type StoredInteraction } from '@penchant/protocol'

/**
 * Ids of items whose last word was against them → what that was: a dislike in any form, a return, a removal. Wanting
 * them after all takes it back; merely looking again does not.
 */
export function itemsTurnedDown(history: readonly StoredInteraction[]): Map<string, StoredInteraction> {
  const turnedDown = new Map<string, StoredInteraction>()
  for (const interaction of history) {
    const { item, event } = interaction
    if (item === undefined) continue
    const isAgainst = opinion(interaction) === 'dislike' || event === 'refund' || event === 'remove_from_cart'
    if (isAgainst) turnedDown.set(item, interaction)
    else if (opinion(interaction) === 'like' || event === 'purchase' || event === 'add_to_cart') turnedDown.delete(item)
  }
  return turnedDown
}

/** Ids of what was shown time and again and never touched. Counted twice in a search that led to nothing. */
export function itemsPassedOver(history: readonly StoredInteraction[]): Set<string> {
  const shown = new Map<string, number>()
  const touched = new Set<string>()
  /** What was shown since the last search of this session, while nothing was touched. */
  let found: string[] | null = null
  const count = (item: string) => shown.set(item, (shown.get(item) ?? 0) + 1)
  const giveUp = () => {
    for (const item of found ?? []) count(item)
    found = null
  }
  for (const [i, { item, event, session }] of history.entries()) {
    if (session !== history[i - 1]?.session) giveUp()
    if (event === 'search' || event === 'view_search_results') {
      giveUp()
      found = []
    } else if (item !== undefined && event === 'impression') {
      count(item)
      found?.push(item)
    } else if (item !== undefined && isItemEvent(event)) {
      touched.add(item)
      found = null
    }
  }
  return new Set(
    [...shown].flatMap(([item, times]) => (times >= FEEDBACK.passedOverFrom && !touched.has(item) ? item : [])),
  )
}
