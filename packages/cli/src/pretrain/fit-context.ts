import {
  contextGradients,
  createContextWeights,
  createRandom,
  type Features,
  pessimisticRank,
  type Random,
  type ServingModel,
  servingModel,
  type TrainingConfig,
  type Weights,
  withContext,
} from '@penchant/model'
import type { ContextConfig, ModelConfig } from '@penchant/protocol'
import { createScorer, type ItemTable, quantizeTable } from '@penchant/scorer'
import { adamStep, createAdam } from '@penchant/tensor'
import type { Dataset } from '../dataset.ts'
import { Tally } from '../evaluate/tally.ts'
import type { Output } from '../output.ts'
import { queryVectors } from '../query-vectors.ts'
import type { Query } from '../targets.ts'
import { unitTable } from '../unit-table.ts'
import { batchesOf } from './batches.ts'
import { targetFrequency } from './target-frequency.ts'

const EPOCHS = 3
/** A few thousand numbers are learnt, which no number of events needs more steps for. */
const MOST_STEPS = 4000
const LEARNING_RATE = 0.005
/** Share of a window's fields that count as not known, so that none is relied on alone. */
const FIELD_DROPOUT = 0.15
const RESAMPLES = 2000

/** What the context is worth on validation; in percent, the encoder alone. */
export interface ContextWorth {
  /** NDCG@10 with every field unknown, which is the model without context, and with the fields known. */
  without: number
  with: number
  /** 95 % interval of the difference, in points: paired, by visitors. */
  interval: [number, number]
}

export interface ContextFit {
  weights: Weights
  /** `null` where there is nothing to measure it on. */
  worth: ContextWorth | null
}

export interface ContextRun {
  dataset: Dataset
  /** Of the trained model, which stays as it is. */
  config: ModelConfig
  weights: Weights
  /** Item rows [items + 1, d], of any length. */
  table: Float32Array
  context: ContextConfig
  training: TrainingConfig
  validation: Query[]
  /** Batches of an epoch, roughly. */
  steps: number
  /** Most seconds. */
  limit: number
  output: Output
}

/**
 * Learns what the context does to the queries of a trained model: with encoder and items as they are, so that where nothing
 * is known, or where the context is left out in the end, the model is the one that was trained.
 */
export async function fitContext(run: ContextRun): Promise<ContextFit> {
  const { dataset, config, weights, table, training, validation, output, limit } = run
  const rows = quantizeTable(unitTable(table, config.dimension), config.dimension)
  const knowing = { ...config, context: run.context }
  const base = servingModel(knowing, weights, rows)
  const random = createRandom(training.seed * 11_000_003)
  const context = createContextWeights(run.context, config.dimension, random)
  const adam = createAdam(context.values.length)
  const frequency = await targetFrequency(dataset)
  const total = Math.min(MOST_STEPS, EPOCHS * run.steps)
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const bar = output.progress('context', total)
  let step = 0
  try {
    learning: for (let epoch = 0; step < total; epoch++) {
      const before = step
      for await (const batch of batchesOf(dataset, frequency, knowing, training, epoch)) {
        if (step >= total || seconds() > limit) break learning
        dropFields(batch.features, random)
        const { gradient } = await contextGradients(batch, base, context, 'wasm')
        const progress = Math.max(step / total, seconds() / limit)
        adamStep(context.values, gradient, adam, {
          learningRate: LEARNING_RATE * (0.05 + 0.475 * (1 + Math.cos(Math.PI * Math.min(1, progress)))),
        })
        bar.update(++step)
      }
      if (step === before) break
    }
  } finally {
    bar.stop()
  }
  if (validation.length === 0) return { weights: context, worth: null }

  const withOut = await tallyOf(validation, servingModel(config, weights, rows), rows)
  const known = await tallyOf(validation, servingModel(knowing, withContext(weights, context, knowing), rows), rows)
  return {
    weights: context,
    worth: {
      without: withOut.row(1, 1)['NDCG@10'],
      with: known.row(1, 1)['NDCG@10'],
      interval: known.difference(withOut, RESAMPLES, training.seed),
    },
  }
}

async function tallyOf(queries: Query[], model: ServingModel, rows: ItemTable): Promise<Tally> {
  const scorer = createScorer(rows)
  const tally = new Tally('')
  for await (const { query, vector } of queryVectors(queries, model)) {
    const scores = scorer.score(vector)
    tally.add(
      query.sequence.id,
      query.targets.map((row) => pessimisticRank(scores, row)),
    )
  }
  return tally
}

/** In place. */
function dropFields({ context, batch, length }: Features, random: Random): void {
  for (const codes of context) {
    for (let b = 0; b < batch; b++) {
      if (random.uniform() < FIELD_DROPOUT) codes.fill(0, b * length, (b + 1) * length)
    }
  }
}
