import {
  createRandom,
  elements,
  gradients,
  partStart,
  type TrainingConfig,
  type Weights,
  weightEntries,
} from '@penchant/model'
import { CODEWORDS, type ModelConfig } from '@penchant/protocol'
import { adamStep, createAdam } from '@penchant/tensor'
import type { Dataset } from '../dataset.ts'
import type { Output } from '../output.ts'
import { batchesOf } from '../pretrain/batches.ts'
import { targetFrequency } from '../pretrain/target-frequency.ts'
import type { Codebooks } from './fit-codebooks.ts'

/** Passes over train, and most batches: codewords are few, and each has hundreds of items to learn from. */
const EPOCHS = 2
const MOST_STEPS = 1500
const LEARNING_RATE = 0.001

export interface CodebookTraining {
  dataset: Dataset
  config: ModelConfig
  /** Of the trained encoder: left as they are. */
  weights: Weights
  /** Unit item rows [items, d], of which those without a code are used as they are. */
  rows: Float32Array
  /** Index of each item's codes, or −1 where its row is exact [items]. */
  places: Int32Array
  training: TrainingConfig
  output: Output
}

/**
 * Goes on from codewords that are near the rows to codewords that the model predicts well with, and an encoder that is used to
 * them: both by the loss that the model was trained with, on train; which codewords an item has stays as it is (JPQ, Zhan et
 * al. 2021, arXiv:2108.00644).
 */
export async function trainCodebooks(
  fitted: Codebooks,
  run: CodebookTraining,
): Promise<{ codebooks: Codebooks; weights: Weights }> {
  const { dataset, config, rows, places, training, output } = run
  const { parts, dimension: d, codes } = fitted
  const words = fitted.words.slice()
  const weights = { ...run.weights, values: run.weights.values.slice() }
  const starts = Array.from({ length: parts + 1 }, (_, part) => partStart(part, parts, d))
  const wordAt = (place: number, part: number) =>
    CODEWORDS * starts[part] + codes[place * parts + part] * (starts[part + 1] - starts[part])
  const copyRow = (row: number, into: Float32Array, at: number) => {
    const place = places[row - 1]
    if (place < 0) into.set(rows.subarray((row - 1) * d, row * d), at)
    else
      for (let part = 0; part < parts; part++) {
        const word = wordAt(place, part)
        into.set(words.subarray(word, word + starts[part + 1] - starts[part]), at + starts[part])
      }
  }
  const last = weightEntries({ ...config, context: undefined }).at(-1)!
  const withoutContext = last.offset + elements(last.shape)
  const adams = { words: createAdam(words.length), weights: createAdam(weights.values.length) }
  const slope = new Float32Array(words.length)
  const frequency = await targetFrequency(dataset)
  const random = createRandom(training.seed * 13_000_003)
  const dropout = { items: training.itemDropout, hidden: training.hiddenDropout, random }
  const expected = Math.ceil((dataset.counts.interactions / training.batchPositions) * 1.2)
  const total = Math.min(MOST_STEPS, EPOCHS * expected)
  const bar = output.progress('codebooks', total)
  let step = 0
  try {
    for (let epoch = 0; epoch < EPOCHS && step < total; epoch++) {
      for await (const batch of batchesOf(dataset, frequency, config, training, epoch)) {
        if (step >= total) break
        const found = await gradients(batch, weights, copyRow, config, 'wasm', dropout, training.loss)
        slope.fill(0)
        found.touched.forEach((row, k) => {
          const place = places[row - 1]
          if (place < 0) return
          for (let part = 0; part < parts; part++) {
            const word = wordAt(place, part)
            const from = k * d + starts[part]
            for (let j = 0; j < starts[part + 1] - starts[part]; j++) slope[word + j] += found.rows[from + j]
          }
        })
        const learningRate = LEARNING_RATE * (0.05 + 0.475 * (1 + Math.cos((Math.PI * step) / total)))
        adamStep(words, slope, adams.words, { learningRate })
        // What the context does was learnt in its own way, with fields left out.
        adamStep(weights.values, found.weights.fill(0, withoutContext), adams.weights, { learningRate })
        bar.update(++step)
      }
    }
  } finally {
    bar.stop()
  }
  return { codebooks: { ...fitted, words }, weights }
}
