import type { Candidate, Candidates, Question } from '../candidate.ts'
import type { Serving } from '../serving.ts'
import { popular } from './popular.ts'

/** What rises, the strongest first; in a category or under any other condition by the request's filter. */
export function trending(question: Question, serving: Serving): Candidates {
  const { catalogue } = serving
  const list: Candidate[] = []
  for (let row = 1; row <= catalogue.size; row++) {
    const item = catalogue.item(row)
    if (!(item.trend! > 0) || question.without.has(row)) continue
    list.push({ item, row, score: item.trend!, reasons: () => [{ kind: 'trending', weight: 1 }] })
  }
  if (list.length === 0) return popular(question, serving)
  list.sort((a, b) => b.score - a.score || a.row - b.row)
  return { source: 'popularity', list: list.slice(0, question.size) }
}
