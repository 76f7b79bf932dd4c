import type { Candidates, Question } from '../candidate.ts'
import type { Serving } from '../serving.ts'
import { partForYou } from './part-for-you.ts'

/** What costs less than its list price, the visitor's likely choice first. */
export function onSale(question: Question, serving: Serving): Promise<Candidates> {
  return partForYou(question, serving, ({ price, listPrice }) => price! < listPrice!, 'sale')
}
