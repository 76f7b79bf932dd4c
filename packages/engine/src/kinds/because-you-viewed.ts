import type { ItemEvent, StoredInteraction } from '@penchant/protocol'
import type { Candidates, Question } from '../candidate.ts'
import { itemsSeen } from '../history/items-seen.ts'
import { itemsUnwanted } from '../history/items-unwanted.ts'
import { provisionalItems } from '../provisional-items.ts'
import type { Serving } from '../serving.ts'
import { alike } from './alike.ts'
import { boughtTogether } from './bought-together.ts'
import { forYou } from './for-you.ts'
import { similar } from './similar.ts'

/** After these the visitor is done with an item, one way or the other. */
const DONE: ReadonlySet<string> = new Set<ItemEvent>([
  'purchase',
  'refund',
  'remove_from_cart',
  'dislike_item',
  'not_interested',
])

/** Near the item that the visitor was busy with last; without one, what is for this visitor. */
export async function becauseYouViewed(question: Question, serving: Serving): Promise<Candidates> {
  const { catalogue } = provisionalItems(question.history, serving) ?? serving
  const seed = lastBusyWith(question.history, (id) => catalogue.row(id) > 0 && !question.request.exclude.includes(id))
  if (seed === undefined) return forYou(question, serving)
  const without = question.without.and(itemsUnwanted(question.history))
  const asked = { ...question, without }
  const found = similar(asked, serving, seed) ?? boughtTogether(asked, serving, seed) ?? alike(asked, serving, seed)
  return found ? { ...found, seed } : forYou(question, serving)
}

function lastBusyWith(history: readonly StoredInteraction[], isSeed: (id: string) => boolean): string | undefined {
  for (const [id, { event }] of itemsSeen(history)) if (!DONE.has(event) && isSeed(id)) return id
}
