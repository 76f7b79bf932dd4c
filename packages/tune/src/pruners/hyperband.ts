import { mix } from '../random-stream.ts'
import type { Pruner } from './pruner.ts'
import { successiveHalving } from './successive-halving.ts'

export interface HyperbandOptions {
  /** Default 1. */
  minResource?: number
  /** The step at which a trial is complete. */
  maxResource: number
  /** Default 3. */
  reductionFactor?: number
}

/**
 * Hyperband (Li et al., JMLR 2018) over asynchronous successive halving: brackets from the most daring, whose first
 * rung is `minResource`, to one that prunes nothing; a trial belongs to a bracket by its number and is held against
 * that bracket alone. Brackets get trials in the shares that give each the same budget.
 */
export function hyperband({ minResource = 1, maxResource, reductionFactor = 3 }: HyperbandOptions): Pruner {
  if (!(maxResource >= minResource)) {
    throw new RangeError(`maxResource is ${maxResource}; it must be at least minResource, ${minResource}`)
  }
  const last = Math.floor(Math.log(maxResource / minResource) / Math.log(reductionFactor) + 1e-9)
  const brackets = Array.from({ length: last + 1 }, (_, bracket) => ({
    prune: successiveHalving({ minResource: minResource * reductionFactor ** bracket, reductionFactor }),
    share: Math.ceil(((last + 1) * reductionFactor ** (last - bracket)) / (last - bracket + 1)),
  }))
  const total = brackets.reduce((sum, { share }) => sum + share, 0)
  const ends = brackets.map((_, i) => brackets.slice(0, i + 1).reduce((sum, { share }) => sum + share, 0))
  const bracketOf = (number: number): number => {
    const place = mix(number + 0x9e3779b9) % total
    return ends.findIndex((end) => place < end)
  }
  return (trial, trials) => {
    const bracket = bracketOf(trial.number)
    // The most conservative bracket lets every trial run to its end.
    if (bracket === last && last > 0) return false
    const peers = trials.filter(({ number }) => bracketOf(number) === bracket)
    return brackets[bracket].prune(trial, peers)
  }
}
