/**
 * One list of two rankings: the teams take turns, the one with fewer picks first and by a coin where they are even, and
 * each picks its best entry that is not yet picked.
 *
 * Source: Radlinski, Kurup & Joachims, "How does clickthrough data reflect retrieval quality?", CIKM 2008.
 *
 * @param a best first @param b best first
 * @param random a number from 0 to 1
 */
export function teamDraft<T>(
  a: readonly T[],
  b: readonly T[],
  count: number,
  keyOf: (entry: T) => string,
  random: () => number,
): { entry: T; team: 'a' | 'b' }[] {
  const rankings = { a, b }
  const picks = { a: 0, b: 0 }
  const picked = new Set<string>()
  const list: { entry: T; team: 'a' | 'b' }[] = []
  while (list.length < count) {
    const first = picks.a === picks.b ? (random() < 0.5 ? 'a' : 'b') : picks.a < picks.b ? 'a' : 'b'
    const isFree = (entry: T) => !picked.has(keyOf(entry))
    // A team that has nothing left leaves its turn to the other.
    const team = rankings[first].some(isFree) ? first : first === 'a' ? 'b' : 'a'
    const entry = rankings[team].find(isFree)
    if (entry === undefined) break
    picked.add(keyOf(entry))
    picks[team]++
    list.push({ entry, team })
  }
  return list
}
