import type { StoredInteraction } from '@penchant/protocol'

/** Item id → when it was bought, in the order of arrival; a refund takes the last purchase back. */
export function itemsBought(history: readonly StoredInteraction[]): Map<string, number[]> {
  const bought = new Map<string, number[]>()
  for (const { item, event, time } of history) {
    if (item === undefined) continue
    const times = bought.get(item)
    if (event === 'purchase') bought.set(item, [...(times ?? []), time])
    else if (event === 'refund' && times) {
      if (times.length === 1) bought.delete(item)
      else bought.set(item, times.slice(0, -1))
    }
  }
  return bought
}
