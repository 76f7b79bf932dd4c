import { randomBytes } from 'node:crypto'
import { Queue, QueueEvents } from 'bullmq'
import { type Objective, type RunningTrial, TrialLost } from '../objective.ts'
import type { Values } from '../space.ts'
import { connect } from './connect.ts'
import { type Answer, answerKey, type JobResult, type Progress } from './message.ts'

export interface QueueOptions {
  /** `redis://[user:password@]host[:port][/database]` */
  url: string
  /** Trials of one name go to the workers of this name. */
  name: string
  /** Hears of Redis going away; it is waited for. */
  onError?: (error: Error) => void
}

export interface TrialQueue<P = Values> {
  /** Runs a trial on whichever worker is free; give `optimize` the number of workers as `parallel`, or more. */
  objective: Objective<P>
  /** How many processes serve the queue now. */
  workers(): Promise<number>
  /** Takes back what no worker has begun; all trials that were sent reject with `TrialLost`. */
  interrupt(): Promise<void>
  /** The same, and leaves. */
  close(): Promise<void>
}

interface Pending {
  trial: RunningTrial
  /** Of reports: a trial that was begun again repeats them. */
  last: number
  settle(result: JobResult | Error): void
}

/** An answer nobody fetches is forgotten after so many seconds. */
const ANSWER_SECONDS = 600

/**
 * Sends trials to other machines, as jobs of a BullMQ queue. A job whose worker died goes to another one; where that
 * dies too, the trial rejects with `TrialLost`. The queue is only the road: the study's log stays the truth.
 * @throws Error where Redis does not answer
 */
export async function openQueue<P = Values>({ url, name, onError }: QueueOptions): Promise<TrialQueue<P>> {
  const connection = await connect(url)
  const queue = new Queue(name, { connection })
  // From the beginning, so that nothing is missed between here and the first reading; foreign jobs' events are skipped.
  const events = new QueueEvents(name, { connection, lastEventId: '0-0' })
  const complain = (error: Error): void => onError?.(error)
  queue.on('error', complain)
  events.on('error', complain)
  await events.waitUntilReady()
  const owner = randomBytes(6).toString('hex')
  const pending = new Map<string, Pending>()
  let count = 0

  events.on('progress', async ({ jobId, data }) => {
    const job = pending.get(jobId)
    if (!job) return
    const { step, value, token } = data as unknown as Progress
    let answer: Answer = 'go on'
    if (step > job.last) {
      job.last = step
      try {
        await job.trial.report(step, value)
      } catch (error) {
        answer = (error as Error).name === 'TrialPruned' ? 'TrialPruned' : 'TrialInterrupted'
      }
    }
    const key = answerKey(name, token)
    await connection.multi().lpush(key, answer).expire(key, ANSWER_SECONDS).exec().catch(complain)
  })
  events.on('completed', ({ jobId, returnvalue }) => pending.get(jobId)?.settle(returnvalue as unknown as JobResult))
  events.on('failed', ({ jobId, failedReason }) => {
    pending.get(jobId)?.settle(new TrialLost(`the worker that ran it is gone (${failedReason})`))
  })

  async function interrupt(): Promise<void> {
    const left = [...pending]
    for (const [, job] of left) job.settle(new TrialLost('it was interrupted'))
    // One that runs finds nobody to report to, and stops there.
    await Promise.allSettled(left.map(([jobId]) => queue.remove(jobId)))
  }

  return {
    objective: (params, trial) =>
      new Promise((resolve, reject) => {
        const jobId = `${owner}-${trial.number}-${count++}`
        pending.set(jobId, {
          trial,
          last: Number.NEGATIVE_INFINITY,
          settle(result) {
            pending.delete(jobId)
            if (result instanceof Error) reject(result)
            else if ('values' in result) resolve(result.values)
            else reject(Object.assign(new Error(result.message), { name: result.name }))
          },
        })
        queue
          .add(
            'trial',
            { number: trial.number, params },
            { jobId, removeOnComplete: { count: 100 }, removeOnFail: { count: 100 } },
          )
          .catch((error) => pending.get(jobId)?.settle(error))
      }),
    workers: async () => (await queue.getWorkers()).length,
    interrupt,
    async close() {
      await interrupt()
      await Promise.allSettled([events.close(), queue.close()])
      connection.disconnect()
    },
  }
}
