/** How one held-back interaction was foreseen. */
export interface Foresight {
  /** Place among all items, from 1; equal scores count against it. */
  rank: number
  /** −log of its probability, nats. */
  surprise: number
}

export interface GateVerdict {
  verdict: 'accepted' | 'rejected'
  /** A sentence a person can read. */
  reason: string
  /** Mean of 1/(rank + 5) over the held-back interactions. */
  before: number
  after: number
}

/** An adapter value beyond this has run away: the item rows and the query have unit length. */
const LARGEST_VALUE = 10

/** Reciprocal rank, damped so that a step from 2 to 1 does not outweigh many from 40 to 20. */
const gain = ({ rank }: Foresight) => 1 / (rank + 5)
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * Decides whether what was learnt is used: naive fine-tuning on a short history makes
 * recommendations worse more often than better, so the burden of proof lies with the change.
 *
 * @param before the base (or the adapter in use) on interactions that neither was trained on
 * @param after the same interactions, in the same order, with what was learnt
 * @param learnt every value that was learnt
 */
export function gate(before: Foresight[], after: Foresight[], learnt: ArrayLike<number>): GateVerdict {
  const differences = after.map((each, i) => gain(each) - gain(before[i]))
  const difference = mean(differences)
  const variance = mean(differences.map((each) => (each - difference) ** 2))
  // Of the mean, with n − 1 because the mean itself is an estimate.
  const standardError = Math.sqrt(variance / Math.max(1, differences.length - 1))
  const surprise = mean(after.map((each, i) => each.surprise - before[i].surprise))
  const scores = { before: mean(before.map(gain)), after: mean(after.map(gain)) }
  const reject = (reason: string): GateVerdict => ({ verdict: 'rejected', reason, ...scores })

  for (let i = 0; i < learnt.length; i++) {
    if (!(Math.abs(learnt[i]) <= LARGEST_VALUE)) return reject(`a learnt value is ${learnt[i]}: training ran away`)
  }
  if (!Number.isFinite(surprise)) return reject('the probabilities are not finite: training ran away')
  const found = `${difference >= 0 ? '+' : '−'}${Math.abs(difference).toFixed(4)} ± ${standardError.toFixed(4)}`
  if (!(difference > standardError)) return reject(`held-back items did not rise by more than chance (${found})`)
  if (!(surprise < 0)) return reject(`held-back items became less probable (${surprise.toFixed(3)} nats more surprise)`)
  return { verdict: 'accepted', reason: `held-back items rose (${found}) and became more probable`, ...scores }
}
