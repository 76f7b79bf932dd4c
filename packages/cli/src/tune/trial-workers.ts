import { createHash } from 'node:crypto'
import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Objective } from '@penchant/tune'
import { openWorkers, type Workers } from '@penchant/tune/node'
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
  /** Resolves to the plan's metric, 0 to 1. */
  run: Objective<TrialJob>
  /** How many trials to keep going at a time. */
  parallel: number
  /** Ends what runs now; it rejects. */
  interrupt(): Promise<void> | void
  close(): Promise<void> | void
}

/** Trials in processes of their own: TF.js knows one backend a process, and keeps one core busy. */
export function openTrialWorkers(processes: number): TrialWorkers {
  const { objective, ...rest } = trialProcesses(processes)
  return { run: objective, parallel: processes, ...rest }
}

/** Trials on whichever machines run `penchant tune worker` with the same dataset. */
export async function openRemoteWorkers(
  url: string,
  data: string,
  options: { parallel?: number; onError(error: Error): void },
): Promise<TrialWorkers> {
  const { openQueue } = await import('@penchant/tune/bullmq')
  const { objective, workers, interrupt, close } = await openQueue<TrialJob>({
    url,
    name: queueName(data),
    onError: options.onError,
  })
  // One more than there are workers: one that is done finds the next trial waiting.
  return { run: objective, parallel: options.parallel ?? (await workers()) + 1, interrupt, close }
}

/** Runs trials for whoever searches on the same dataset, until it is closed. @returns ends it */
export async function serveTrialsOf(
  data: string,
  url: string,
  options: { processes: number; onTrial(number: number): void; onError(error: Error): void },
): Promise<() => Promise<void>> {
  const { serveQueue } = await import('@penchant/tune/bullmq')
  const { processes, onTrial, onError } = options
  const { objective, close } = trialProcesses(processes)
  const end = await serveQueue(
    (job: TrialJob, trial) => {
      onTrial(trial.number)
      // The folder lies elsewhere on this machine.
      return objective({ ...job, plan: { ...job.plan, data } }, trial)
    },
    { url, name: queueName(data), parallel: processes, onError },
  )
  return async () => {
    close()
    await end()
  }
}

function trialProcesses(processes: number): Workers<TrialJob> {
  // Built as a file of its own beside the command line's.
  return openWorkers<TrialJob>(join(dirname(realpathSync(process.argv[1])), 'tune-trial.js'), { processes })
}

/** A queue a dataset: a worker that holds other data never sees the trials of this one. */
export function queueName(data: string): string {
  const description = readFileSync(join(data, 'dataset.json'))
  return `penchant-tune-${createHash('sha256').update(description).digest('hex').slice(0, 16)}`
}
