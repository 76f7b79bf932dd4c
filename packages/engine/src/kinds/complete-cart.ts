import { coVisitationScores, mix } from '@penchant/ranking'
import type { Candidates, Question } from '../candidate.ts'
import { itemsInCart } from '../history/items-in-cart.ts'
import { itemsUnwanted } from '../history/items-unwanted.ts'
import { mixedCandidates } from '../mixed-candidates.ts'
import { popularityModel } from '../popularity-model.ts'
import { modelReasons } from '../reasons.ts'
import type { Serving } from '../serving.ts'
import { forYou } from './for-you.ts'

/**
 * What goes with the whole cart: near the mean of its items in the model's item space, and co-visited with them, mixed as
 * `for-you` is. With an empty cart, what is for this visitor.
 */
export async function completeCart(question: Question, serving: Serving): Promise<Candidates> {
  const { catalogue, manifest, neighbours, table } = serving
  const cart = itemsInCart(question.history)
  const rows = Int32Array.from(cart, catalogue.row).filter((row) => row > 0)
  if (rows.length === 0) return forYou(question, serving)

  const started = performance.now()
  const model = table
    ? {
        scores: table.scorer.score(meanOf(rows, table.rows)),
        temperature: manifest.config.temperature,
        mix: { ...manifest.mix, coVisitation: manifest.mix.coVisitation || 1 },
      }
    : popularityModel(serving)
  const { scores, because } = coVisitationScores(neighbours, rows, 1)
  for (const [row, score] of scores) scores.set(row, score / rows.length)
  const exclude = question.without.and([...cart, ...itemsUnwanted(question.history)])
  const weights = model.mix
  const list = mix({ ...model, coVisitation: scores, memory: new Map(), weights, exclude }, question.size)
  const even = { pooling: new Float32Array(rows.length).fill(1 / rows.length) }
  return {
    source: table ? 'model' : 'co-visitation',
    list: mixedCandidates(
      list,
      because,
      (row) => (table ? modelReasons(row, { rows }, even, table.rows) : [{ kind: 'popular', weight: 1 }]),
      catalogue,
    ),
    scoreTime: performance.now() - started,
  }
}

/** Unit vector in the middle of the rows. */
function meanOf(rows: Int32Array, { data, scales, dimension }: NonNullable<Serving['table']>['rows']): Float32Array {
  const mean = new Float32Array(dimension)
  for (const row of rows) {
    for (let i = 0; i < dimension; i++) mean[i] += data[(row - 1) * dimension + i] * scales[row - 1]
  }
  const length = Math.hypot(...mean)
  return length > 0 ? mean.map((value) => value / length) : mean
}
