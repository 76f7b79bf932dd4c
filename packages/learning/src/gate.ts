import type { Foresight } from './foresee.ts'

export interface GateVerdict {
  verdict: 'accepted' | 'rejected'
  /** A sentence a person can read. */
  reason: string
  /** Mean of 1/(rank + 5) over the held-back interactions. */
  before: number
  after: number
  /** Standard error of the mean of the paired differences. */
  standardError: number
  /** Mean of −log probability, after minus before, nats. */
  surprise: number
  /** Share of the base's first ten that are among the first ten after. */
  overlap: number
}

/** Fewer held-back interactions than this say nothing. */
export const LEAST_HELD_BACK = 10
/** A learnt value beyond this has run away: the item rows and the query have unit length. */
const LARGEST_VALUE = 10
/** Of the base's list, this share must stay: what nobody else would be shown is more likely an error than a taste. */
const LEAST_OVERLAP = 0.3

/** Reciprocal rank, damped so that a step from 2 to 1 does not outweigh many from 40 to 20. */
const gain = ({ rank }: Foresight) => 1 / (rank + 5)
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** How much higher, by 1/(rank + 5), the same interactions were foreseen the second time, with its standard error. */
export function pairedGain(before: readonly Foresight[], after: readonly Foresight[]): { mean: number; error: number } {
  const differences = after.map((each, i) => gain(each) - gain(before[i]))
  const difference = mean(differences)
  const variance = mean(differences.map((each) => (each - difference) ** 2))
  // Of the mean, with n − 1 because the mean itself is an estimate.
  return { mean: difference, error: Math.sqrt(variance / Math.max(1, differences.length - 1)) }
}

/**
 * Decides whether what was learnt is used: naive fine-tuning on a short history makes
 * recommendations worse more often than better, so the burden of proof lies with the change.
 *
 * @param base how the untouched base foresees interactions that nothing was trained on
 * @param before the same interactions by what is in use, in the same order
 * @param after the same by what was learnt
 * @param learnt every value that was learnt
 */
export function gate(
  base: readonly Foresight[],
  before: readonly Foresight[],
  after: readonly Foresight[],
  learnt: ArrayLike<number>,
): GateVerdict {
  const { mean: difference, error } = pairedGain(before, after)
  const surprise = mean(after.map((each, i) => each.surprise - before[i].surprise))
  const overlap = mean(after.map(({ shown }, i) => shared(shown, base[i].shown)))
  const numbers = {
    before: mean(before.map(gain)),
    after: mean(after.map(gain)),
    standardError: error,
    surprise,
    overlap,
  }
  const reject = (reason: string): GateVerdict => ({ verdict: 'rejected', reason, ...numbers })

  for (let i = 0; i < learnt.length; i++) {
    if (!(Math.abs(learnt[i]) <= LARGEST_VALUE)) return reject(`a learnt value is ${learnt[i]}: training ran away`)
  }
  if (!Number.isFinite(surprise)) return reject('the probabilities are not finite: training ran away')
  if (after.length < LEAST_HELD_BACK) {
    return reject(`${after.length} held-back items say too little; ${LEAST_HELD_BACK} are needed`)
  }
  const found = `${difference >= 0 ? '+' : '−'}${Math.abs(difference).toFixed(4)} ± ${error.toFixed(4)}`
  if (!(difference > error)) return reject(`held-back items did not rise by more than chance (${found})`)
  if (!(surprise < 0)) return reject(`held-back items became less probable (${surprise.toFixed(3)} nats more surprise)`)
  if (overlap < LEAST_OVERLAP) {
    return reject(`only ${Math.round(100 * overlap)} % of the list are left of what everybody would be shown`)
  }
  return { verdict: 'accepted', reason: `held-back items rose (${found}) and became more probable`, ...numbers }
}

function shared(shown: Int32Array, other: Int32Array): number {
  if (other.length === 0) return 1
  let count = 0
  for (const row of other) if (shown.includes(row)) count++
  return count / other.length
}
