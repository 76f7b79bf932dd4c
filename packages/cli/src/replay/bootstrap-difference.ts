import { createRandom } from '@penchant/model'

/**
 * By how many percent the mean of one arm's answers exceeds another's, with a 95 % interval by resampling visitors, both
 * arms together (paired bootstrap, Efron & Tibshirani 1993).
 */
export function bootstrapDifference(
  visitors: readonly { mine: readonly number[]; other: readonly number[] }[],
  resamples: number,
  seed: number,
): { value: number; interval: [number, number] } {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const mine = Float64Array.from(visitors, (visitor) => sum(visitor.mine))
  const other = Float64Array.from(visitors, (visitor) => sum(visitor.other))
  const percent = (a: number, b: number) => (b > 0 ? 100 * (a / b - 1) : 0)
  const random = createRandom(seed)
  const found = new Float64Array(resamples)
  for (let r = 0; r < resamples; r++) {
    let a = 0
    let b = 0
    for (let k = 0; k < mine.length; k++) {
      const i = random.below(mine.length)
      a += mine[i]
      b += other[i]
    }
    found[r] = percent(a, b)
  }
  found.sort()
  const at = (share: number) => found[Math.min(resamples - 1, Math.max(0, Math.round(share * (resamples - 1))))]
  return { value: percent(sum([...mine]), sum([...other])), interval: [at(0.025), at(0.975)] }
}
