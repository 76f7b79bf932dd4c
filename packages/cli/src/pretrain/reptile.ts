import { createRandom, gradients, type TrainingConfig, tableRows, type Weights } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import { adamStep, createAdam } from '@penchant/tensor'
import { type Dataset, readSequences } from '../dataset.ts'
import type { DatasetSequence } from '../dataset-sequence.ts'
import type { Output } from '../output.ts'
import { sample } from '../sample.ts'
import { targetFrequency } from './target-frequency.ts'
import { toBatch } from './to-batch.ts'
import { windowsOf } from './windows.ts'

/** Visitors that the phase draws from, those of train with a history that something could be learnt from. */
const MOST_VISITORS = 4096
const LEAST_INTERACTIONS = 12
/** Visitors a step, and steps that each of them makes from where the base is. */
const VISITORS = 8
const INNER_STEPS = 4
const INNER_RATE = 0.001
/** Share of the way to where its visitors' mean went that the base goes at first; it falls to none. */
const OUTER_RATE = 0.5

export interface ReptileRun {
  dataset: Dataset
  config: ModelConfig
  /** Of the encoder; changed in place. */
  weights: Weights
  /** Item rows [items + 1, d], which stay as they are. */
  table: Float32Array
  training: TrainingConfig
  steps: number
  output: Output
}

/**
 * Reptile (Nichol, Achiam & Schulman 2018, arXiv:1803.02999): the encoder moves to where few steps on the history of one
 * visitor, of whichever visitor, make it good at the rest of that history. It is not to answer better itself, but to be
 * tuned better.
 */
export async function reptile(run: ReptileRun): Promise<void> {
  const { dataset, config, weights, table, training, steps, output } = run
  const random = createRandom(training.seed * 13_000_027)
  const visitors = await sample(withHistory(dataset), MOST_VISITORS, training.seed)
  if (visitors.length === 0) {
    output.line(`no visitor has ${LEAST_INTERACTIONS} interactions in train: nothing for --reptile to go by`)
    return
  }
  const frequency = await targetFrequency(dataset)
  const copyRow = tableRows(table, config.dimension)
  const base = weights.values
  const bar = output.progress('reptile', steps)
  try {
    for (let step = 0; step < steps; step++) {
      const way = new Float32Array(base.length)
      for (let k = 0; k < VISITORS; k++) {
        const visitor = visitors[random.below(visitors.length)]
        const tuned = { ...weights, values: base.slice() }
        const adam = createAdam(base.length)
        for (let inner = 0; inner < INNER_STEPS; inner++) {
          const windows = [...windowsOf(visitor, config.maxLength, dataset.task, random, training)]
          if (windows.length === 0) break
          // One of them a step: as Reptile needs it, no two steps see the same.
          const batch = toBatch([windows[random.below(windows.length)]], frequency, config, training, random)
          const found = await gradients(batch, tuned, copyRow, config, 'wasm', undefined, training.loss)
          adamStep(tuned.values, found.weights, adam, { learningRate: INNER_RATE })
        }
        for (let i = 0; i < way.length; i++) way[i] += (tuned.values[i] - base[i]) / VISITORS
      }
      const rate = OUTER_RATE * (1 - step / steps)
      for (let i = 0; i < base.length; i++) base[i] += rate * way[i]
      bar.update(step + 1)
    }
  } finally {
    bar.stop()
  }
}

async function* withHistory(dataset: Dataset): AsyncGenerator<DatasetSequence> {
  for await (const sequence of readSequences(dataset, 'train')) {
    if (sequence.rows.length >= LEAST_INTERACTIONS) yield sequence
  }
}
