import { type Forward, type Metrics, meanMetrics, pessimisticRank, servingModel, type Weights } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import { createScorer, quantizeTable } from '@penchant/scorer'
import { queryVectors } from '../query-vectors.ts'
import type { Query } from '../targets.ts'
import { unitTable } from '../unit-table.ts'

/** Mean metrics of the encoder alone, on its int8 rows, over the given queries. */
export async function validate(
  queries: Query[],
  weights: Weights,
  table: Float32Array,
  config: ModelConfig,
  forward?: Forward,
): Promise<Metrics> {
  const int8 = quantizeTable(unitTable(table, config.dimension), config.dimension)
  const scorer = createScorer(int8)
  const ranks: number[][] = []
  const model = { ...servingModel(config, weights, int8), ...(forward && { forward }) }
  for await (const { query, vector } of queryVectors(queries, model)) {
    const scores = scorer.score(vector)
    ranks.push(query.targets.map((row) => pessimisticRank(scores, row)))
  }
  return meanMetrics(ranks)
}
