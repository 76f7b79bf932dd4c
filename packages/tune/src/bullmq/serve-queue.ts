import { randomBytes } from 'node:crypto'
import { Worker } from 'bullmq'
import { type Objective, TrialInterrupted, TrialPruned } from '../objective.ts'
import { connect } from './connect.ts'
import { type Answer, answerKey, type JobResult, type Progress } from './message.ts'
import type { QueueOptions } from './open-queue.ts'

export interface QueueWorkerOptions extends QueueOptions {
  /** Trials at a time. Default 1. */
  parallel?: number
  /**
   * Seconds of silence after which a worker counts as dead and its trial goes to another one. An objective that keeps
   * its process busy for longer must run in a process of its own (`openWorkers`). Default 30.
   */
  deadAfter?: number
}

/** Seconds a report waits for its answer; who asked for the trial is gone then. */
const ANSWER_SECONDS = 60

/**
 * Makes this process a worker of the queue: it runs trials until it is closed.
 * @returns ends it, after the trials at hand
 * @throws Error where Redis does not answer
 */
// biome-ignore lint/suspicious/noExplicitAny: the parameters are of the searcher's space, which this process does not know
export async function serveQueue(objective: Objective<any>, options: QueueWorkerOptions): Promise<() => Promise<void>> {
  const { url, name, parallel = 1, deadAfter = 30, onError } = options
  const connection = await connect(url)
  const worker = new Worker(
    name,
    async (job): Promise<JobResult> => {
      // Waiting for an answer blocks a connection.
      const waiting = connection.duplicate()
      waiting.on('error', (error) => onError?.(error))
      try {
        const values = await objective(job.data.params, {
          number: job.data.number,
          async report(step, value) {
            const token = randomBytes(8).toString('hex')
            const progress: Progress = { step, value, token }
            await job.updateProgress(progress)
            const [, answer] = (await waiting.blpop(answerKey(name, token), ANSWER_SECONDS)) ?? []
            if (answer === ('TrialPruned' satisfies Answer)) throw new TrialPruned()
            if (answer !== ('go on' satisfies Answer)) throw new TrialInterrupted()
          },
        })
        return { values }
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error))
        return { name, message }
      } finally {
        waiting.disconnect()
      }
    },
    {
      connection,
      concurrency: parallel,
      lockDuration: deadAfter * 1000,
      stalledInterval: deadAfter * 500,
    },
  )
  worker.on('error', (error) => onError?.(error))
  await worker.waitUntilReady()
  return async () => {
    await worker.close()
    connection.disconnect()
  }
}
