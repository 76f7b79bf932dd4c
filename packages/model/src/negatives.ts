import type { Random } from './random.ts'

/** Candidates of one batch: its own targets first, then uniform negatives; every row once. */
export interface Candidates {
  /** Item rows [c]. */
  rows: Int32Array
  /** log of each row's expected count among the candidates [c], for the logQ correction. */
  logQ: Float32Array
  /** For each target its place in `rows` [p]. */
  labels: Int32Array
}

/**
 * Half uniform, half in-batch negatives, shared by the batch. In-batch ones come as often as they
 * are popular, which is why the softmax must be corrected by their expected count (Bengio &
 * Senécal 2008; Yi et al. 2019): uniform share u/N plus p·f_i for a row of frequency f_i.
 *
 * @param targets item rows [p]
 * @param frequency share of all targets that each row is [items + 1], sums to 1; below 0: the row is never drawn
 */
export function sampleCandidates(
  targets: Int32Array,
  frequency: Float32Array,
  uniform: number,
  random: Random,
): Candidates {
  const items = frequency.length - 1
  const place = new Map<number, number>()
  const labels = Int32Array.from(targets, (row) => {
    const known = place.get(row)
    if (known !== undefined) return known
    place.set(row, place.size)
    return place.size - 1
  })
  if (uniform >= items) for (let row = 1; row <= items; row++) add(row)
  else for (let k = 0; k < uniform; k++) add(1 + random.below(items))
  function add(row: number) {
    if (frequency[row] >= 0 && !place.has(row)) place.set(row, place.size)
  }
  const rows = Int32Array.from(place.keys())
  // All items are candidates: the softmax is the full one and needs no correction.
  const logQ = new Float32Array(rows.length)
  if (uniform < items) {
    for (let c = 0; c < rows.length; c++) logQ[c] = Math.log(uniform / items + targets.length * frequency[rows[c]])
  }
  return { rows, logQ, labels }
}
