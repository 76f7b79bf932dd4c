import type { Int8Table, Sequence } from '@penchant/model'
import type { Reason } from '@penchant/protocol'
import type { Encoded } from './serving.ts'

/** A reason while items are still rows. */
export interface RowReason {
  kind: Reason['kind']
  row?: number
  weight: number
}

/** More than this nobody reads. */
const SHOWN = 3

/**
 * The interactions that brought an item near: the query is Σ_j pooling_j · e_j before its residual, so
 * interaction j gives pooling_j · (e_j · e) to the score of item e. Weights are shares of what is positive.
 *
 * @param provisional unit vectors of the rows beyond the table's
 */
export function modelReasons(
  row: number,
  sequence: Pick<Sequence, 'rows'>,
  { pooling }: Pick<Encoded, 'pooling'>,
  table: Int8Table,
  provisional: readonly Float32Array[] = [],
): RowReason[] {
  const { data, scales, dimension } = table
  const from = sequence.rows.length - pooling.length
  const weights = new Map<number, number>()
  let total = 0
  for (let j = 0; j < pooling.length; j++) {
    const other = sequence.rows[from + j]
    const beyond = provisional[other - 1 - scales.length]
    let dot = 0
    for (let i = 0, a = (row - 1) * dimension, b = (other - 1) * dimension; i < dimension; i++, a++, b++) {
      dot += data[a] * (beyond ? beyond[i] : data[b])
    }
    const share = pooling[j] * dot * scales[row - 1] * (beyond ? 1 : scales[other - 1])
    if (!(share > 0)) continue
    weights.set(other, (weights.get(other) ?? 0) + share)
    total += share
  }
  return Array.from(weights, ([other, weight]) => ({ kind: 'interaction', row: other, weight: weight / total }))
}

/** Brings the reasons of each part of a score together: the heaviest first, weights as shares of the whole score. */
export function shareReasons(
  parts: { part: number; reasons: RowReason[] }[],
  itemOf: (row: number) => string,
): Reason[] {
  const score = parts.reduce((sum, { part }) => sum + part, 0)
  return parts
    .flatMap(({ part, reasons }) => reasons.map((reason) => ({ ...reason, weight: (reason.weight * part) / score })))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, SHOWN)
    .map(({ kind, row, weight }) => ({ kind, ...(row && { item: itemOf(row) }), weight }))
}
