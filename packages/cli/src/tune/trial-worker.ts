import { serveTrials } from '@penchant/tune/node'
import { runTrial, scoreFolds } from './run-trial.ts'
import type { TrialJob } from './trial-workers.ts'

serveTrials(({ plan, params, seed, skipFirst }: TrialJob, trial) => {
  const report = (step: number, value: number) => trial.report(step, value)
  return skipFirst ? scoreFolds(plan, params, seed, report) : runTrial(plan, params, report, seed)
})
