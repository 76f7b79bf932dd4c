import { pessimisticRank, queryMetrics, type ServingModel, type Weights } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import type { Scorer } from '@penchant/scorer'
import { queryVectors } from '../query-vectors.ts'
import type { Query } from '../targets.ts'

/**
 * Mean NDCG@10 of the encoder before and after the published form (fp16 weights, int8 rows), each
 * with its own rows for history and for scoring.
 * @param rows unit item rows in fp32 [items, d]
 */
export async function precisionLoss(
  queries: Query[],
  full: { weights: Weights; rows: Float32Array },
  decoded: { model: ServingModel; scorer: Scorer },
  config: ModelConfig,
): Promise<{ before: number; after: number }> {
  const d = config.dimension
  const fullModel: ServingModel = {
    config,
    weights: full.weights,
    copyRow: (row, into, at) => into.set(full.rows.subarray((row - 1) * d, row * d), at),
  }
  const exact = (vector: Float32Array) => {
    const scores = new Float32Array(full.rows.length / d)
    for (let i = 0, at = 0; i < scores.length; i++) {
      let sum = 0
      for (let j = 0; j < d; j++, at++) sum += vector[j] * full.rows[at]
      scores[i] = sum
    }
    return scores
  }
  return {
    before: await meanNdcg(queries, fullModel, exact),
    after: await meanNdcg(queries, decoded.model, (vector) => decoded.scorer.score(vector)),
  }
}

async function meanNdcg(
  queries: Query[],
  model: ServingModel,
  score: (vector: Float32Array) => Float32Array,
): Promise<number> {
  let sum = 0
  for await (const { query, vector } of queryVectors(queries, model)) {
    const scores = score(vector)
    sum += queryMetrics(query.targets.map((row) => pessimisticRank(scores, row)))['NDCG@10']
  }
  return queries.length ? sum / queries.length : 0
}
