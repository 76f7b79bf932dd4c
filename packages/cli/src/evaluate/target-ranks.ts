import { pessimisticRank } from '@penchant/model'

/** A target that the vocabulary does not have: never found, by any method. */
export const UNKNOWN = -1

/** 1-based rank of each target among the scores of all items; ties count against it. */
export function targetRanks(scores: ArrayLike<number>, targets: number[]): number[] {
  return targets.map((row) => (row === UNKNOWN ? Number.POSITIVE_INFINITY : pessimisticRank(scores, row)))
}
