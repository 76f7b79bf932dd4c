import { mostPopular } from '@penchant/ranking'
import type { Candidates, Question } from '../candidate.ts'
import type { Serving } from '../serving.ts'

export function popular({ size, without }: Question, { catalogue, popularity }: Serving): Candidates {
  const list = Array.from(mostPopular(popularity, size, without), (row) => ({
    item: catalogue.item(row),
    row,
    score: popularity[row - 1],
    reasons: () => [{ kind: 'popular' as const, weight: 1 }],
  }))
  return { source: 'popularity', list }
}
