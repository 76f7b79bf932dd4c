import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { BatchShard, ShardGradients, TrainingConfig } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import { DataError } from '../errors.ts'

/** What all jobs of a training have in common. */
export interface GradientSettings {
  config: ModelConfig
  training: Pick<TrainingConfig, 'itemDropout' | 'hiddenDropout' | 'loss'>
}

/** What a thread is asked. */
export interface GradientJob {
  shard: BatchShard
  /** Of the encoder. */
  weights: Float32Array
  /** Of the dropout. */
  seed: number
}

/** What it answers. */
export type GradientAnswer = ShardGradients | { error: string }

export interface GradientWorkers {
  count: number
  /** Worker `index` computes a shard; it has one at a time. @throws DataError where it dies again and again */
  compute(index: number, job: GradientJob): Promise<ShardGradients>
  close(): Promise<void>
}

/** How often a job is given to a new worker. */
const MOST_DEATHS = 3

/**
 * Threads that compute gradients. One that dies is replaced and asked again: a job holds all that its answer depends on, so
 * that the training is the same as if it had lived.
 * @param module the built `gradient-worker.ts`; by default beside the command line's own file
 */
export function openGradientWorkers(
  count: number,
  settings: GradientSettings,
  module = join(dirname(realpathSync(process.argv[1])), 'gradient-worker.js'),
): GradientWorkers {
  const start = () => {
    const worker = new Worker(module, { workerData: settings })
    // Whoever waits for an answer keeps the process alive.
    worker.unref()
    worker.on('error', () => {})
    return worker
  }
  const workers = Array.from({ length: count }, start)

  /** @returns `null` where the worker died before it had answered; why, is left in `deaths` */
  function ask(worker: Worker, job: GradientJob, deaths: string[]): Promise<GradientAnswer | null> {
    return new Promise((resolve) => {
      const onError = (error: Error) => deaths.push(error.message)
      const onExit = (code: number) => end(null, `exit code ${code}`)
      const onMessage = (answer: GradientAnswer) => end(answer)
      const end = (answer: GradientAnswer | null, why?: string) => {
        worker.off('error', onError).off('exit', onExit).off('message', onMessage).unref()
        if (why) deaths.push(why)
        resolve(answer)
      }
      worker.ref()
      worker.on('error', onError).on('exit', onExit).on('message', onMessage)
      worker.postMessage(job)
    })
  }

  return {
    count,
    async compute(index, job) {
      const deaths: string[] = []
      for (let life = 0; life < MOST_DEATHS; life++) {
        // Died while it had nothing to do.
        if (workers[index].threadId < 0) workers[index] = start()
        const answer = await ask(workers[index], job, deaths)
        if (answer && 'error' in answer) throw new Error(`a worker of --cores failed: ${answer.error}`)
        if (answer) return answer
        workers[index] = start()
      }
      throw new DataError(
        `a worker of --cores died ${MOST_DEATHS} times at one batch (${[...new Set(deaths)].join('; ')}); go on with --resume, where memory is short with a smaller --batch-positions or one core`,
      )
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
