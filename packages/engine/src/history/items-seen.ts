import { isItemEvent, type StoredInteraction } from '@penchant/protocol'

/** The last thing that was done with each item, by its id, newest first. */
export function itemsSeen(history: readonly StoredInteraction[]): Map<string, StoredInteraction> {
  const seen = new Map<string, StoredInteraction>()
  for (let i = history.length - 1; i >= 0; i--) {
    const { item, event } = history[i]
    if (item !== undefined && isItemEvent(event) && !seen.has(item)) seen.set(item, history[i])
  }
  return seen
}
