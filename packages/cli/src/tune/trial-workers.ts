import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { RunningTrial, Values } from '@penchant/tune'
import { openWorkers } from '@penchant/tune/node'
import type { Plan } from './plan.ts'
import type { TunedParams } from './settings.ts'

/** What a process is asked to do. */
export interface TrialJob {
  plan: Plan
  params: TunedParams
  seed: number
  /** Goes straight to the folds that count. */
  skipFirst?: boolean
}

export interface TrialWorkers {
  /** @returns the plan's metric, 0 to 1 */
  run(job: TrialJob, trial: RunningTrial): Promise<number>
  close(): void
}

/** Trials in processes of their own: TF.js knows one backend a process, and keeps one core busy. */
export function openTrialWorkers(processes: number): TrialWorkers {
  // Built as a file of its own beside the command line's.
  const module = join(dirname(realpathSync(process.argv[1])), 'tune-trial.js')
  const { objective, close } = openWorkers(module, { processes })
  return {
    run: async (job, trial) => (await objective(job as unknown as Values, trial)) as number,
    close,
  }
}
