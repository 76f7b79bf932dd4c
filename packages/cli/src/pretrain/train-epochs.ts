import { createRandom, type TrainingConfig } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import type { Dataset } from '../dataset.ts'
import { DataError } from '../errors.ts'
import type { Output } from '../output.ts'
import { batchesOf } from './batches.ts'
import type { GradientWorkers } from './gradient-workers.ts'
import { targetFrequency } from './target-frequency.ts'
import { step, type TrainerState } from './trainer.ts'

export interface TrainingRun {
  dataset: Dataset
  config: ModelConfig
  training: TrainingConfig
  /** Trained in place. */
  state: TrainerState
  /** Seconds of training in all; the learning rate falls with whichever of time and epochs is further. */
  limit: number
  /** Batches an epoch, where they are known: an earlier epoch has counted them. */
  steps?: number
  /** Asked before each epoch. */
  goesOn(): boolean
  output: Output
  /** Compute a part of each batch; default: one core does all. */
  workers?: GradientWorkers
}

export interface Epoch {
  /** Mean training loss, nats a target. */
  loss: number
  /** Batches. */
  steps: number
}

/** Trains epoch by epoch; between two of them whoever listens may measure, save, or leave. @throws DataError */
export async function* trainEpochs(run: TrainingRun): AsyncGenerator<Epoch> {
  const { dataset, config, training, state, limit, goesOn, output } = run
  const frequency = await targetFrequency(dataset)
  let stepsPerEpoch = run.steps ?? Math.ceil((dataset.counts.interactions / training.batchPositions) * 1.2)
  while (goesOn()) {
    const random = createRandom(training.seed * 7_000_003 + state.epoch)
    const bar = output.progress(`epoch ${state.epoch + 1}`, stepsPerEpoch)
    const before = state.seconds
    const started = performance.now()
    let steps = 0
    let loss = 0
    try {
      for await (const batch of batchesOf(dataset, frequency, config, training, state.epoch)) {
        const byEpochs = (state.epoch + steps / stepsPerEpoch) / training.epochs
        const progress = Math.min(1, Math.max(byEpochs, state.seconds / limit))
        const found = await step(state, batch, config, training, progress, random, 'wasm', run.workers)
        if (!Number.isFinite(found)) {
          throw new DataError(
            `the loss is ${found} at epoch ${state.epoch + 1}, step ${steps + 1}; a lower --learning-rate may help`,
          )
        }
        loss += found
        steps++
        state.seconds = before + (performance.now() - started) / 1000
        bar.update(Math.min(steps, stepsPerEpoch), `loss ${(loss / steps).toFixed(3)}`)
        if (state.seconds >= limit) break
      }
    } finally {
      bar.stop()
    }
    state.epoch++
    stepsPerEpoch = Math.max(1, steps)
    yield { loss: loss / stepsPerEpoch, steps: stepsPerEpoch }
  }
}
