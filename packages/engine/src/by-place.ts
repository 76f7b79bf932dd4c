/** Scores for a list that has an order and no numbers: 1, 1/2, 1/3 …, so that a factor moves an item by places. */
export function byPlace(ids: Iterable<string>): { id: string; score: number }[] {
  return Array.from(ids, (id, i) => ({ id, score: 1 / (i + 1) }))
}
