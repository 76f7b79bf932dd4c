/** A process of `bench:train`: learns from so many sequences on one backend, and says how long it took. */
import { once } from 'node:events'
import { createRandom, DEFAULT_CONFIG, DEFAULT_TRAINING } from '@penchant/model'
import { startNodeBackend } from '@penchant/tensor/node'
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { openDataset, readItems } from '../../packages/cli/src/dataset.ts'
import { batchesOf } from '../../packages/cli/src/pretrain/batches.ts'
import { openGradientWorkers } from '../../packages/cli/src/pretrain/gradient-workers.ts'
import { targetFrequency } from '../../packages/cli/src/pretrain/target-frequency.ts'
import { createTrainer, step } from '../../packages/cli/src/pretrain/trainer.ts'
import { fitTower } from '../../packages/cli/src/tower/fit-tower.ts'
import { unsortedSegmentSumKernel } from '../../packages/tensor/src/wasm-patches.ts'

export interface TrainArm {
  data: string
  /** Batches that are timed. */
  steps: number
  backend: 'wasm' | 'plain-wasm' | 'cpu'
  cores: number
  /** The built `gradient-worker.js`. */
  worker: string
}

export interface TrainSpeed {
  /** Of each step; the same ones in every arm, as many as it was given. */
  milliseconds: number[]
  /** Of all threads together, over all steps. */
  cpuMilliseconds: number
  /** Of each step. */
  sequences: number[]
  /** Mean over the steps. */
  loss: number
}

const WARM_UP = 4
/** Takes a minute a step, beside which nothing has to warm up. */
const isSlow = (backend: TrainArm['backend']) => backend === 'cpu'

const [arm] = (await once(process, 'message')) as [TrainArm]
const name = arm.backend === 'cpu' ? 'cpu' : 'wasm'
if (arm.backend === 'plain-wasm') {
  // Without it nothing that gathers could be trained.
  tf.registerKernel(unsortedSegmentSumKernel)
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  await tf.setBackend('wasm')
} else await startNodeBackend(name)

const config = DEFAULT_CONFIG
const training = { ...DEFAULT_TRAINING, negatives: 1024 }
const dataset = await openDataset(arm.data)
const frequency = await targetFrequency(dataset)
const tower = fitTower(dataset, await readItems(dataset), config, training)
const state = createTrainer(dataset.counts.items, config, training, tower)
const workers = arm.cores > 1 ? openGradientWorkers(arm.cores - 1, { config, training }, arm.worker) : undefined
const random = createRandom(1)
const milliseconds: number[] = []
const sequences: number[] = []
let loss = 0
let cpu = process.cpuUsage()
let index = 0
for await (const batch of batchesOf(dataset, frequency, config, training, 0)) {
  const isTimed = index++ >= WARM_UP
  if (!isTimed && isSlow(arm.backend)) continue
  if (index === WARM_UP + 1) cpu = process.cpuUsage()
  const started = performance.now()
  const found = await step(state, batch, config, training, 0.1, random, name, workers)
  if (!isTimed) continue
  milliseconds.push(performance.now() - started)
  sequences.push(batch.features.batch)
  loss += found / arm.steps
  if (sequences.length === arm.steps) break
}
const { user, system } = process.cpuUsage(cpu)
const result: TrainSpeed = { milliseconds, cpuMilliseconds: (user + system) / 1000, sequences, loss }
await workers?.close()
process.send!(result, () => process.exit())
