import type { AuditNorms } from '@penchant/protocol'
import { TRACE_FEATURES } from './trace-features.ts'

/** Fewer visitors say nothing of what is usual. */
const LEAST_VISITORS = 100
/** Makes the median distance from the median that of a normal distribution's standard deviation. */
const NORMAL = 1.4826
/** Where nearly all are the same, a small difference is none. */
const LEAST_DEVIATION = 0.1

/**
 * What is usual in a shop: median and scaled median absolute deviation of each feature. Robots among the visitors move
 * them little (half of all may be).
 *
 * Source: Iglewicz & Hoaglin, "How to detect and handle outliers", ASQC 1993.
 *
 * @param features of each visitor [TRACE_FEATURES]
 */
export function fitNorms(features: readonly (readonly number[])[]): AuditNorms | null {
  if (features.length < LEAST_VISITORS) return null
  return TRACE_FEATURES.map((_, i) => {
    const values = features.map((each) => each[i])
    const middle = median(values)
    const deviation = NORMAL * median(values.map((value) => Math.abs(value - middle)))
    return { median: middle, deviation: Math.max(LEAST_DEVIATION, deviation) }
  })
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
