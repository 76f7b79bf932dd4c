import type { Scored } from './scored.ts'

/**
 * What scores at least this share of the best entry's score.
 * @param list best first
 * @param share 0 to 1; 0 keeps everything. A list whose best scores 0 or less has nothing to be compared with.
 */
export function relevant<T extends Scored>(list: readonly T[], share: number): T[] {
  const best = list[0]?.score ?? 0
  return list.filter(({ score }) => share === 0 || (best > 0 && score >= share * best))
}
