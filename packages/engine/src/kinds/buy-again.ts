import { dueness, repeatInterval } from '@penchant/ranking'
import type { Candidates, Question } from '../candidate.ts'
import { fromHistory } from '../from-history.ts'
import { itemsBought } from '../history/items-bought.ts'
import { itemsUnwanted } from '../history/items-unwanted.ts'
import type { Serving } from '../serving.ts'

/** What the visitor bought, first what it is time to buy again. */
export function buyAgain({ history, without, now }: Question, serving: Serving | null): Candidates {
  const bought = itemsBought(history)
  const usual = repeatInterval([...bought.values()])
  const due = Array.from(bought, ([id, times]) => ({ id, score: dueness(times, usual, now) }))
  due.sort((a, b) => b.score - a.score)
  return fromHistory(due, without.and(itemsUnwanted(history)), serving, 'bought')
}
