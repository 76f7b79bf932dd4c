import type { Observation } from '../trial.ts'
import type { Pruner } from './pruner.ts'

export interface SuccessiveHalvingOptions {
  /** The first rung's step. Default 1. */
  minResource?: number
  /** Each rung's step is so many times the one before, and the best one in so many passes it. Default 3. */
  reductionFactor?: number
}

/**
 * Asynchronous successive halving (ASHA, Li et al., arXiv:1810.05934, in its stopping form): at each rung a trial goes
 * on if it is among the best 1/`reductionFactor` of those that have come there, itself among them.
 */
export function successiveHalving(options: SuccessiveHalvingOptions = {}): Pruner {
  const { minResource = 1, reductionFactor = 3 } = options
  if (!(minResource > 0)) throw new RangeError(`minResource is ${minResource}; it must be above 0`)
  if (!(reductionFactor > 1)) throw new RangeError(`reductionFactor is ${reductionFactor}; it must be above 1`)
  return (trial, trials) => {
    const last = trial.reports.length - 1
    const before = trial.reports[last - 1]?.step ?? 0
    const { step } = trial.reports[last] ?? { step: 0 }
    for (let rung = minResource; rung <= step; rung *= reductionFactor) {
      // Each rung is judged once, at the first report that reaches it.
      if (rung <= before) continue
      const mine = lossAtRung(trial, rung) ?? Number.POSITIVE_INFINITY
      const others = trials.filter(({ number }) => number !== trial.number)
      const losses = others.flatMap((other) => lossAtRung(other, rung) ?? [])
      const pass = Math.max(1, Math.floor((losses.length + 1) / reductionFactor))
      if (!(mine < Number.POSITIVE_INFINITY) || losses.filter((loss) => loss < mine).length >= pass) return true
    }
    return false
  }
}

function lossAtRung({ reports }: Observation, rung: number): number | undefined {
  const report = reports.find(({ step }) => step >= rung)
  return report && (Number.isNaN(report.loss) ? Number.POSITIVE_INFINITY : report.loss)
}
