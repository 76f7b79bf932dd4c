import { Best } from '@penchant/ranking'
import type { Candidates, Question } from '../candidate.ts'
import type { Serving } from '../serving.ts'

/** Near an item in the model's item space; `null` where that is not known. */
export function similar({ size, without }: Question, serving: Serving, seed: string): Candidates | null {
  const { catalogue, table, manifest } = serving
  const seedRow = catalogue.row(seed)
  if (!seedRow || !table) return null
  const { data, scales } = table.rows
  const d = manifest.config.dimension
  const query = Float32Array.from({ length: d }, (_, i) => data[(seedRow - 1) * d + i] * scales[seedRow - 1])
  const started = performance.now()
  const scores = table.scorer.score(query)
  const best = new Best(Math.min(size, scores.length))
  const excluded = without.and([seed])
  for (let i = 0; i < scores.length; i++) {
    if (scores[i] >= best.threshold && !excluded.has(i + 1)) best.offer(i + 1, scores[i])
  }
  const list = Array.from(best.rows.subarray(0, best.length), (row, i) => ({
    item: catalogue.item(row),
    row,
    score: best.scores[i],
    reasons: () => [{ kind: 'interaction' as const, item: seed, weight: 1 }],
  }))
  return { source: 'model', list, scoreTime: performance.now() - started }
}
