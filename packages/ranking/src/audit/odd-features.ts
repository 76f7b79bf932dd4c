import type { AuditNorms } from '@penchant/protocol'
import { TRACE_FEATURES } from './trace-features.ts'

/** Robust standard deviations from what is usual, on the side of robots, that no person reaches. */
const LIMIT = 7

/**
 * The names of the features that are out of all proportion to the shop's other visitors.
 *
 * @param features `null` where there is too little to tell; @param norms `null` where they are not known
 */
export function oddFeatures(features: readonly number[] | null, norms: AuditNorms | null): string[] {
  if (!features || !norms) return []
  return TRACE_FEATURES.filter(
    ({ side }, i) => (side * (features[i] - norms[i].median)) / norms[i].deviation > LIMIT,
  ).map(({ name }) => name)
}
