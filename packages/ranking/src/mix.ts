import type { MixConfig } from '@penchant/protocol'
import { Best } from './best.ts'
import { logSumExp } from './log-sum-exp.ts'
import type { RowSet } from './row-set.ts'

export interface MixInput {
  /** The model's score of every item, index i = item row i + 1, before the temperature: cosines q·e. Finite. */
  scores: Float32Array
  /** τ of the model's softmax. */
  temperature: number
  /** Item row → Σ_t decay^t · C[i_t, row]. */
  coVisitation: ReadonlyMap<number, number>
  /** Item rows (1-based) that co-visitation knows nothing of, since nobody has met them; default: none. */
  unmet?: Iterable<number>
  /** Item row → share of the visitor's own history. */
  memory: ReadonlyMap<number, number>
  /** β and μ. */
  weights: Pick<MixConfig, 'coVisitation' | 'memory'>
  /** Item rows (1-based) to leave out. */
  exclude?: RowSet
}

/** A ranked list, best first. The three parts are weighted already: they add up to the score. */
export interface MixedList {
  /** Item rows, 1-based. */
  rows: Int32Array
  scores: Float64Array
  /** softmax(q·E / τ), over all items. */
  model: Float64Array
  /** β · co-visitation, or of what nobody has met the model's guess at it. */
  coVisitation: Float64Array
  /** μ · memory. */
  memory: Float64Array
  /** The score of any item row, in the list or not. */
  scoreOf(row: number): number
  /** Sum of the scores of all items: a share of it is a probability. */
  total: number
}

/**
 * The best `count` items by p_i = softmax(q·E / τ)_i + β · coVisitation_i + μ · memory_i, exactly; the smaller row
 * first where p is equal.
 *
 * For what nobody has met the model speaks in place of co-visitation: it gets the model's share of all that co-visitation
 * gives to the others. Otherwise a new item would stand behind every other that is as likely.
 *
 * Only rows named by one of the sparse parts are scored in full. All others keep the model's own order, so the best
 * `count` of those and every named row together hold the answer.
 */
export function mix(input: MixInput, count: number): MixedList {
  const { scores, temperature, coVisitation, memory, weights, exclude } = input
  if (!(temperature > 0)) throw new RangeError(`temperature is ${temperature}; it must be above 0`)
  const scale = 1 / temperature
  const logZ = logSumExp(scores, scale)
  const model = (row: number) => Math.exp(scale * scores[row - 1] - logZ)
  const unmet = new Set(input.unmet)
  let given = 0
  for (const value of coVisitation.values()) given += weights.coVisitation * value
  const coVisited = (row: number) =>
    unmet.has(row) ? given * model(row) : weights.coVisitation * (coVisitation.get(row) ?? 0)
  const remembered = (row: number) => weights.memory * (memory.get(row) ?? 0)

  const scoreOf = (row: number) => model(row) + coVisited(row) + remembered(row)
  const named = new Set(unmet)
  for (const row of coVisitation.keys()) named.add(row)
  for (const row of memory.keys()) named.add(row)

  const size = Math.min(count, scores.length)
  const byModel = new Best(size)
  for (let i = 0; i < scores.length; i++) {
    if (scores[i] < byModel.threshold || named.has(i + 1) || exclude?.has(i + 1)) continue
    byModel.offer(i + 1, scores[i])
  }
  const best = new Best(size)
  for (let i = 0; i < byModel.length; i++) best.offer(byModel.rows[i], model(byModel.rows[i]))
  // The model's part is a distribution.
  let total = 1
  for (const row of named) {
    if (!(row >= 1 && row <= scores.length)) {
      throw new RangeError(`item row ${row} is not in the table; rows here go from 1 to ${scores.length}`)
    }
    total += coVisited(row) + remembered(row)
    if (!exclude?.has(row)) best.offer(row, scoreOf(row))
  }

  const rows = best.rows.slice(0, best.length)
  return {
    rows,
    scores: best.scores.slice(0, best.length),
    model: Float64Array.from(rows, model),
    coVisitation: Float64Array.from(rows, coVisited),
    memory: Float64Array.from(rows, remembered),
    scoreOf,
    total,
  }
}
