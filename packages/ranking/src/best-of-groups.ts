import type { Scored } from './scored.ts'

/**
 * One entry for each group: its best one, with the group's scores added up; the highest sum first.
 * @param list best first
 * @param groupOf `undefined`: of no group, and left out
 */
export function bestOfGroups<T extends Scored>(
  list: readonly T[],
  groupOf: (entry: T) => string[] | undefined,
): (T & { group: string[] })[] {
  const groups = new Map<string, T & { group: string[] }>()
  for (const entry of list) {
    const group = groupOf(entry)
    if (group === undefined) continue
    const key = JSON.stringify(group)
    const known = groups.get(key)
    if (known) known.score += entry.score
    else groups.set(key, { ...entry, group })
  }
  return [...groups.values()].sort((a, b) => b.score - a.score)
}
