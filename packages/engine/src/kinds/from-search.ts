import type { Catalogue } from '@penchant/protocol'
import { createTextIndex, type TextIndex } from '@penchant/ranking'
import type { Candidates, Question } from '../candidate.ts'
import { allBut } from '../exclusion.ts'
import type { Serving } from '../serving.ts'
import { forYou } from './for-you.ts'

/** An item that this visitor does not care for keeps this share of its score: liking is worth at most a factor of two. */
const UNLIKED = 0.5

/**
 * What fits a search term, by the words of title, brand, category and id, what the visitor likes (or is popular, for one
 * that nobody knows) first among what fits as well. Empty where nothing fits, or nobody has searched.
 */
export async function fromSearch(question: Question, serving: Serving): Promise<Candidates> {
  const { catalogue } = serving
  const term = question.request.query || question.history.findLast(({ term }) => term)?.term || ''
  const fits = new Map<number, number>()
  let best = 0
  for (const [text, fit] of indexOf(catalogue).search(term)) {
    if (question.without.has(text + 1)) continue
    fits.set(text + 1, fit)
    best = Math.max(best, fit)
  }
  const without = allBut(new Set(fits.keys()), question.without, catalogue)
  const found = await forYou({ ...question, without, size: fits.size }, serving)
  const most = found.list[0]?.score ?? 0
  const list = found.list.map(({ parts: _, ...candidate }) => {
    const liking = most > 0 ? candidate.score / most : 0
    return {
      ...candidate,
      score: (fits.get(candidate.row)! / best) * (UNLIKED + (1 - UNLIKED) * liking),
      reasons: () => [
        { kind: 'match' as const, weight: 1 },
        ...candidate.reasons().filter(({ kind }) => kind !== 'popular'),
      ],
    }
  })
  list.sort((a, b) => b.score - a.score || a.row - b.row)
  return { ...found, list: list.slice(0, question.size) }
}

const known = new WeakMap<Catalogue, TextIndex>()

/** Made once for a catalogue, when somebody first searches. */
function indexOf(catalogue: Catalogue): TextIndex {
  let index = known.get(catalogue)
  if (!index) {
    index = createTextIndex(
      Array.from({ length: catalogue.size }, (_, i) => {
        const { id, title = '', brand = '', category = [] } = catalogue.item(i + 1)
        return [title, brand, ...category, id].join(' ')
      }),
    )
    known.set(catalogue, index)
  }
  return index
}
