import type { Item, Reason } from '@penchant/protocol'
import type { Candidates, Question } from '../candidate.ts'
import { allBut } from '../exclusion.ts'
import type { Serving } from '../serving.ts'
import { forYou } from './for-you.ts'

/**
 * A part of the catalogue, the visitor's likely choice first, or what is popular in it for one that nobody knows. Empty
 * where the part is: something else under its heading would be untrue.
 */
export async function partForYou(
  question: Question,
  serving: Serving,
  isPart: (item: Item) => boolean,
  kind: Reason['kind'],
): Promise<Candidates> {
  const { catalogue } = serving
  const rows = new Set<number>()
  for (let row = 1; row <= catalogue.size; row++) if (isPart(catalogue.item(row))) rows.add(row)
  const without = allBut(rows, question.without, catalogue)
  const found = await forYou({ ...question, without }, serving)
  return {
    ...found,
    list: found.list.map((candidate) => ({
      ...candidate,
      // First what makes it part of the list, then what of the visitor's speaks for it.
      reasons: () => [{ kind, weight: 1 }, ...candidate.reasons().filter((reason) => reason.kind !== 'popular')],
    })),
  }
}
