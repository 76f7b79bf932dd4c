import type { Catalogue } from '@penchant/protocol'
import { Best, ContentIndex, itemText } from '@penchant/ranking'
import type { Candidates, Question } from '../candidate.ts'
import type { Serving } from '../serving.ts'

/** Made when it is first asked for: most visitors never need it. */
const indices = new WeakMap<Catalogue, ContentIndex>()

/** Described in words like an item's; `null` where the catalogue has no words for it, or no other item shares them. */
export function alike({ size, without }: Question, { catalogue }: Serving, seed: string): Candidates | null {
  const seedRow = catalogue.row(seed)
  if (!seedRow) return null
  let index = indices.get(catalogue)
  if (!index) {
    const texts = Array.from({ length: catalogue.size }, (_, i) => itemText(catalogue.item(i + 1)))
    // Words alone: trigrams take four times as long, on a device that waits.
    index = new ContentIndex(texts, { trigrams: false })
    indices.set(catalogue, index)
  }
  const best = new Best(size)
  const excluded = without.and([seed])
  for (const [row, score] of index.similarTo(seedRow)) if (!excluded.has(row)) best.offer(row, score)
  if (best.length === 0) return null
  const list = Array.from(best.rows.subarray(0, best.length), (row, i) => ({
    item: catalogue.item(row),
    row,
    score: best.scores[i],
    reasons: () => [{ kind: 'interaction' as const, item: seed, weight: 1 }],
  }))
  return { source: 'content', list }
}
