import type { Candidates, Question } from '../candidate.ts'
import type { Serving } from '../serving.ts'
import { partForYou } from './part-for-you.ts'

/** Counted from the catalogue's newest item: a model that is published once a week has no newer ones. */
const NEW_DAYS = 30

/** What came into the shop lately, the visitor's likely choice first. */
export function newArrivals(question: Question, serving: Serving): Promise<Candidates> {
  const { catalogue } = serving
  let newest = Number.NEGATIVE_INFINITY
  for (let row = 1; row <= catalogue.size; row++) newest = Math.max(newest, catalogue.item(row).added ?? newest)
  return partForYou(question, serving, ({ added }) => added !== undefined && added > newest - NEW_DAYS, 'new')
}
