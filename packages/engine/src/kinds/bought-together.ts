import type { Candidate, Candidates, Question } from '../candidate.ts'
import type { Serving } from '../serving.ts'

/** What is visited with an item; `null` where nothing is known to be. */
export function boughtTogether({ size, without }: Question, serving: Serving, seed: string): Candidates | null {
  const { catalogue, neighbours } = serving
  const seedRow = catalogue.row(seed)
  if (!seedRow) return null
  const excluded = without.and([seed])
  const list: Candidate[] = []
  const { rows, weights } = neighbours.of(seedRow)
  for (let i = 0; i < rows.length && list.length < size; i++) {
    const row = rows[i]
    if (excluded.has(row)) continue
    const reasons = () => [{ kind: 'co-visitation' as const, item: seed, weight: 1 }]
    list.push({ item: catalogue.item(row), row, score: weights[i], reasons })
  }
  return list.length > 0 ? { source: 'co-visitation', list } : null
}
