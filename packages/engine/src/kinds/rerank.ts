import { byPlace } from '../by-place.ts'
import type { Candidate, Candidates, Question } from '../candidate.ts'
import { allBut } from '../exclusion.ts'
import { fromHistory } from '../from-history.ts'
import type { Serving } from '../serving.ts'
import { visitorSequence } from '../visitor-sequence.ts'
import { forYou } from './for-you.ts'

/**
 * The request's items by how likely this visitor wants them. Stable: equal scores keep the given order, an item that the
 * model does not know keeps its place, and for a visitor nobody knows yet the whole list is as it was given.
 */
export async function rerank(question: Question, serving: Serving | null): Promise<Candidates> {
  const { request, history, without } = question
  const given = fromHistory(byPlace(request.items), without, serving, 'shop').list
  const asGiven: Candidates = { source: 'shop-order', list: given }
  if (!serving || visitorSequence(history, serving.catalogue).rows.length === 0) return asGiven

  const known = new Set(given.map(({ row }) => row).filter((row) => row > 0))
  const ranked = await forYou(
    { ...question, without: allBut(known, without, serving.catalogue), size: known.size },
    serving,
  )
  const scored = new Map(ranked.list.map((candidate) => [candidate.row, candidate]))
  // What the visitor does not want is not ranked: it stays in the list, last of what is known.
  const places = given
    .filter(({ row }) => row > 0)
    .map((candidate): Candidate => scored.get(candidate.row) ?? { ...candidate, score: 0 })
    .sort((a, b) => b.score - a.score)
  let score = places[0]?.score ?? 0
  const list = given.map((candidate): Candidate => {
    const here = candidate.row > 0 ? places.shift()! : { ...candidate, score }
    score = here.score
    return here
  })
  return { ...ranked, list }
}
