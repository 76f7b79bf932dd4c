import { pessimisticRank, queryMetrics, servingModel, type Weights } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import { createScorer, quantizeTable } from '@penchant/scorer'
import { queryVectors } from '../query-vectors.ts'
import type { Query } from '../targets.ts'
import { unitTable } from '../unit-table.ts'

/** Mean NDCG@10 of the encoder alone, on its int8 rows, over the given queries. */
export async function validationNdcg(
  queries: Query[],
  weights: Weights,
  table: Float32Array,
  config: ModelConfig,
): Promise<number> {
  const int8 = quantizeTable(unitTable(table, config.dimension), config.dimension)
  const scorer = createScorer(int8)
  let sum = 0
  for await (const { query, vector } of queryVectors(queries, servingModel(config, weights, int8))) {
    const scores = scorer.score(vector)
    sum += queryMetrics(query.targets.map((row) => pessimisticRank(scores, row)))['NDCG@10']
  }
  return queries.length ? sum / queries.length : 0
}
