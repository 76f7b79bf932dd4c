import { Best } from '@penchant/ranking'
import type { Candidates, Question } from '../candidate.ts'
import { contentOf } from '../content-of.ts'
import type { Serving } from '../serving.ts'
import { toldOf } from '../told-of.ts'

/** Described in words like an item's; `null` where nobody has words for it, or no other item shares them. */
export function alike({ size, without, history }: Question, { catalogue }: Serving, seed: string): Candidates | null {
  const seedRow = catalogue.row(seed)
  const about = seedRow ? '' : toldOf(history).get(seed)
  if (about === undefined) return null
  const index = contentOf(catalogue)
  const best = new Best(size)
  const excluded = without.and([seed])
  for (const [row, score] of seedRow ? index.similarTo(seedRow) : index.similarToText(about)) {
    if (!excluded.has(row)) best.offer(row, score)
  }
  if (best.length === 0) return null
  const list = Array.from(best.rows.subarray(0, best.length), (row, i) => ({
    item: catalogue.item(row),
    row,
    score: best.scores[i],
    reasons: () => [{ kind: 'interaction' as const, item: seed, weight: 1 }],
  }))
  return { source: 'content', list }
}
