import { pessimisticRank, type ServingModel, type Weights } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import type { Scorer } from '@penchant/scorer'
import { Tally } from '../evaluate/tally.ts'
import { queryVectors } from '../query-vectors.ts'
import type { Query } from '../targets.ts'

/** Share of NDCG@10 that a published form may lose against fp32. */
const LARGEST_LOSS = 0.02

/** A model as it is decoded from the bytes that are to be published. */
export interface Decoded {
  model: ServingModel
  scorer: Scorer
}

/** What a published form keeps. */
export interface Precision {
  /** Mean NDCG@10 of the encoder alone, 0 to 1: of fp32 and of the published form. */
  before: number
  after: number
  /** Share of `before` that is lost; negative: gained. */
  loss: number
  isKept: boolean
  tally: Tally
}

/**
 * Holds published forms (fp16 weights, item rows in fewer bits) against fp32 on the same questions, each with its own rows for
 * history and for scoring.
 * @param rows unit item rows in fp32 [items, d]
 */
export async function precisionGate(
  queries: Query[],
  full: { weights: Weights; rows: Float32Array },
  config: ModelConfig,
): Promise<{ exact: Tally; ask(decoded: Decoded): Promise<Precision> }> {
  const d = config.dimension
  const fullModel: ServingModel = {
    config,
    weights: full.weights,
    copyRow: (row, into, at) => into.set(full.rows.subarray((row - 1) * d, row * d), at),
  }
  const exact = await tallyOf(queries, fullModel, (vector) => {
    const scores = new Float32Array(full.rows.length / d)
    for (let i = 0, at = 0; i < scores.length; i++) {
      let sum = 0
      for (let j = 0; j < d; j++, at++) sum += vector[j] * full.rows[at]
      scores[i] = sum
    }
    return scores
  })
  const before = meanOf(exact)
  return {
    exact,
    async ask({ model, scorer }) {
      const tally = await tallyOf(queries, model, (vector) => scorer.score(vector))
      const after = meanOf(tally)
      const loss = before > 0 ? 1 - after / before : 0
      return { before, after, loss, isKept: loss <= LARGEST_LOSS, tally }
    },
  }
}

const meanOf = (tally: Tally) => tally.row(1, 1)['NDCG@10'] / 100

async function tallyOf(
  queries: Query[],
  model: ServingModel,
  score: (vector: Float32Array) => Float32Array,
): Promise<Tally> {
  const tally = new Tally('')
  for await (const { query, vector } of queryVectors(queries, model)) {
    const scores = score(vector)
    tally.add(
      query.sequence.id,
      query.targets.map((row) => pessimisticRank(scores, row)),
    )
  }
  return tally
}
