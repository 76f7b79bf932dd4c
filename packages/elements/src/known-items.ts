import type { Item, Personalizer, Recommendation } from 'penchant'

/** As many as one answer holds. */
const MOST = 100

/**
 * Items by id: those of the given recommendations, and what the visitor has met. Reasons and interactions name items by
 * their ids alone; the engine, on this device, knows their titles.
 *
 * @param ids what must be in it, if the engine has it.
 */
export async function knownItems(
  personalizer: Personalizer,
  ids: readonly (string | undefined)[],
  recommendations: readonly Recommendation[],
): Promise<ReadonlyMap<string, Item>> {
  const items = new Map(recommendations.map(({ item }) => [item.id, item]))
  if (ids.some((id) => id && !items.has(id))) {
    const answer = await personalizer.recommend({ kind: 'recently-viewed', count: MOST })
    for (const { item } of answer.items) items.set(item.id, item)
  }
  return items
}
