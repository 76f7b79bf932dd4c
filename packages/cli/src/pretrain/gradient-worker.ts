import { parentPort, workerData } from 'node:worker_threads'
import { createRandom, shardGradients, weightEntries } from '@penchant/model'
import { startNodeBackend } from '@penchant/tensor/node'
import type { GradientAnswer, GradientJob, GradientSettings } from './gradient-workers.ts'

/** A thread that computes shards, one after the other; what it answers depends on what it is asked alone. */
const { config, training } = workerData as GradientSettings
const entries = weightEntries(config)
const port = parentPort!

await startNodeBackend('wasm')
port.on('message', async ({ shard, weights, seed }: GradientJob) => {
  let answer: GradientAnswer
  try {
    const dropout = { items: training.itemDropout, hidden: training.hiddenDropout, random: createRandom(seed) }
    const found = await shardGradients(shard, { entries, values: weights }, config, 'wasm', dropout, training.loss)
    answer = { loss: found.loss, rows: found.rows, weights: found.weights }
  } catch (error) {
    answer = { error: (error as Error).message }
  }
  port.postMessage(answer)
})
