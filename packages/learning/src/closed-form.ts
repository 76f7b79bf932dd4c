import type { ServingModel } from '@penchant/model'
import type { Question } from './questions.ts'

/** Length of the vector for endless history, beside queries of length one. */
const STRENGTH = 0.3
/** With this many answers the vector has half its length. */
const HALF = 50

/**
 * The visitor's vector without a gradient: from where the base looked to where the answers lay, on average,
 * `u = κ · n/(n + 50) · (mean e − mean q)`.
 * @param queries the base's unit vector at each question's place
 * @returns [d]
 */
export function closedForm(
  questions: readonly Question[],
  queries: ReadonlyMap<number, Float32Array>,
  model: ServingModel,
): Float32Array {
  const { dimension } = model.config
  const vector = new Float32Array(dimension)
  const row = new Float32Array(dimension)
  for (const { end, target } of questions) {
    model.copyRow(target, row, 0)
    const query = queries.get(end)!
    for (let i = 0; i < dimension; i++) vector[i] += row[i] - query[i]
  }
  const count = questions.length
  return vector.map((sum) => (STRENGTH * sum) / (count + HALF))
}
