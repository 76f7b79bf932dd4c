import { createRandom } from '@penchant/model'

/** Sums of one metric, one entry a sequence, and how many questions each sequence asked. */
export interface SequenceSums {
  sums: Float64Array
  counts: Float64Array
}

/**
 * 95 % interval of the mean over questions, by resampling whole sequences: a visitor's questions are
 * no independent observations (Efron & Tibshirani 1993, chapter 8).
 * @returns [2.5 %, 97.5 %] quantiles
 */
export function bootstrapInterval({ sums, counts }: SequenceSums, resamples: number, seed: number): [number, number] {
  const random = createRandom(seed)
  const means = new Float64Array(resamples)
  for (let r = 0; r < resamples; r++) {
    let sum = 0
    let count = 0
    for (let k = 0; k < sums.length; k++) {
      const i = random.below(sums.length)
      sum += sums[i]
      count += counts[i]
    }
    means[r] = count ? sum / count : 0
  }
  means.sort()
  const at = (share: number) => means[Math.min(resamples - 1, Math.max(0, Math.round(share * (resamples - 1))))]
  return [at(0.025), at(0.975)]
}
