import type { Observation } from '../trial.ts'
import type { Pruner } from './pruner.ts'

/**
 * Prunes a trial whose best report so far is worse than the median, over complete trials, of the report at that step.
 * @param options.startupTrials prunes nothing before so many are complete. Default 5
 * @param options.warmupSteps prunes nothing at smaller steps. Default 0
 */
export function medianPruner({ startupTrials = 5, warmupSteps = 0 } = {}): Pruner {
  return (trial, trials) => {
    const step = trial.reports[trial.reports.length - 1]?.step
    if (step === undefined || step < warmupSteps) return false
    const others = trials.filter(({ state, number }) => state === 'complete' && number !== trial.number)
    if (others.length < startupTrials) return false
    const losses = others.flatMap((other) => lossAt(other, step) ?? []).sort((a, b) => a - b)
    if (losses.length === 0) return false
    const middle = losses.length / 2
    const median = (losses[Math.ceil(middle) - 1] + losses[Math.floor(middle)]) / 2
    const best = Math.min(...trial.reports.map(({ loss }) => (Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss)))
    return best > median
  }
}

function lossAt({ reports }: Observation, step: number): number | undefined {
  return reports.find((report) => report.step === step && Number.isFinite(report.loss))?.loss
}
