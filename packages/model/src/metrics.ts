/** Quality of one ranked list against what happened. All are shares, 0 to 1. */
export interface Metrics {
  'P@20': number
  'MRR@20': number
  'NDCG@10': number
  'MAP@10': number
}

/**
 * Metrics of one query. With one target, P@20 is the hit rate and equals recall@20, as the session
 * papers use it; with a set of targets (next basket) it is 1 if any was hit, MRR is of the first hit,
 * and NDCG and MAP are normalised by the best list possible.
 * @param ranks 1-based rank of each target, `Infinity` where it was not ranked
 */
export function queryMetrics(ranks: ArrayLike<number>): Metrics {
  const sorted = Array.from(ranks).sort((a, b) => a - b)
  const first = sorted[0] ?? Number.POSITIVE_INFINITY
  let dcg = 0
  let precision = 0
  for (let hit = 0; hit < sorted.length && sorted[hit] <= 10; hit++) {
    dcg += 1 / Math.log2(sorted[hit] + 1)
    precision += (hit + 1) / sorted[hit]
  }
  let ideal = 0
  for (let i = 1; i <= Math.min(10, sorted.length); i++) ideal += 1 / Math.log2(i + 1)
  return {
    'P@20': first <= 20 ? 1 : 0,
    'MRR@20': first <= 20 ? 1 / first : 0,
    'NDCG@10': ideal ? dcg / ideal : 0,
    'MAP@10': sorted.length ? precision / Math.min(10, sorted.length) : 0,
  }
}

/** Mean of the metrics of all queries, each given by the ranks of its targets; zeros without a query. */
export function meanMetrics(queries: ArrayLike<number>[]): Metrics {
  const mean: Metrics = { 'P@20': 0, 'MRR@20': 0, 'NDCG@10': 0, 'MAP@10': 0 }
  for (const ranks of queries) {
    const found = queryMetrics(ranks)
    for (const name of Object.keys(mean) as (keyof Metrics)[]) mean[name] += found[name] / queries.length
  }
  return mean
}

/**
 * Rank of row `target` among all scores, 1-based; ties count against it. `NaN` for the target ranks last.
 * @param scores index i is item row i + 1
 */
export function pessimisticRank(scores: ArrayLike<number>, target: number): number {
  const own = scores[target - 1]
  if (Number.isNaN(own)) return scores.length
  let rank = 0
  for (let i = 0; i < scores.length; i++) if (!(scores[i] < own)) rank++
  return rank
}
