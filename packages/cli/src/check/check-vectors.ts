import type { PublishedModel } from '../published-model.ts'
import { listsOf, type TestVectors, VECTORS_FILE } from './test-vector.ts'

/** What two right implementations may differ by: fp32 sums in another order, queries rounded to other integers. */
const RELATIVE = 0.01
const ABSOLUTE = 1e-6
/** Items beyond the list, among which near ties may have been ranked otherwise. */
const SLACK = 50

/** Recomputes every vector from the published files. @returns a sentence a vector that does not hold */
export async function vectorProblems(published: PublishedModel, { vectors }: TestVectors): Promise<string[]> {
  const problems: string[] = []
  const longest = Math.max(0, ...vectors.map(({ top }) => top.length))
  const lists = await listsOf(
    published,
    vectors.map(({ interactions }) => interactions),
    longest + SLACK,
    vectors.map(({ context }) => context),
  )
  const near = (a: number, b: number) => Math.abs(a - b) <= ABSOLUTE + RELATIVE * Math.abs(b)
  for (const [v, { top, interactions }] of vectors.entries()) {
    const say = (field: string, found: unknown, wanted: string) =>
      problems.push(
        `${VECTORS_FILE}: "vectors[${v}].${field}" is ${JSON.stringify(found)}, ${wanted}: compare the features, forward pass and mix with docs/conformance.md`,
      )
    const foreign = interactions.find(({ item }) => published.catalogue.row(item) === 0)
    if (foreign) say('interactions', foreign.item, 'which is no id of the catalogue')
    const scores = new Map(lists[v].map(({ item, score }) => [item, score]))
    for (const [i, { item, score }] of top.entries()) {
      const own = scores.get(item)
      const place = lists[v][i]
      if (own === undefined) say(`top[${i}]`, item, `which is not among the best ${lists[v].length} here`)
      else if (!near(score, own)) say(`top[${i}].score`, score, `where these files give ${item} ${own.toPrecision(6)}`)
      else if (!near(score, place.score))
        say(`top[${i}]`, item, `where ${place.item} scores ${place.score.toPrecision(6)}`)
      else continue
      // One wrong score makes all after it wrong.
      break
    }
  }
  return problems
}
