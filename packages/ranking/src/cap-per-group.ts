/**
 * Keeps the first `most` entries of each group, in order.
 * @param groupOf `null` or `undefined`: of no group, and kept
 */
export function capPerGroup<T>(list: readonly T[], most: number, groupOf: (entry: T) => unknown): T[] {
  const counts = new Map<unknown, number>()
  return list.filter((entry) => {
    const group = groupOf(entry) ?? null
    if (group === null) return true
    const count = (counts.get(group) ?? 0) + 1
    counts.set(group, count)
    return count <= most
  })
}
