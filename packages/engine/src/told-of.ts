import type { StoredInteraction } from '@penchant/protocol'

/** By the id of an item, what a page said of it, the newest item first. The shop's words, kept where the model has no row for the item. */
export function toldOf(history: readonly StoredInteraction[]): Map<string, string> {
  const told = new Map<string, string>()
  for (let i = history.length - 1; i >= 0; i--) {
    const { item, about } = history[i]
    if (item !== undefined && about !== undefined && !told.has(item)) told.set(item, about)
  }
  return told
}
