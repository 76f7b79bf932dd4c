import { LOG_SQRT_2PI, normalCdf } from './normal.ts'

/** How much below `best` a normally distributed loss is expected to be, counting 0 where it is above. */
export function expectedImprovement(mean: number, deviation: number, best: number): number {
  const z = (best - mean) / deviation
  // Far out the two terms cancel to noise.
  if (z < -8) return 0
  return deviation * (z * normalCdf(z) + Math.exp((-z * z) / 2 - LOG_SQRT_2PI))
}
