import type { Int8Table } from '@penchant/model'
import { Best } from '@penchant/ranking'
import type { Candidates, Question } from '../candidate.ts'
import { provisionalItems } from '../provisional-items.ts'
import type { Serving } from '../serving.ts'

/** Near an item in the model's item space, or near what a page has said of one that has no row; `null` where neither is known. */
export function similar({ size, without, history }: Question, serving: Serving, seed: string): Candidates | null {
  const { catalogue, table } = serving
  const query = table && rowOf(seed, table.rows, history, serving)
  if (!query) return null
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

function rowOf(
  id: string,
  { data, scales, dimension }: Int8Table,
  history: Question['history'],
  serving: Serving,
): Float32Array | undefined {
  const row = serving.catalogue.row(id)
  if (row) {
    return Float32Array.from({ length: dimension }, (_, i) => data[(row - 1) * dimension + i] * scales[row - 1])
  }
  const told = provisionalItems(history, serving)
  return told?.rows[told.catalogue.row(id) - serving.catalogue.size - 1]
}
