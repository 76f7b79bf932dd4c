/**
 * Inner products of a vector [k] with item factors [items × k] into `into` [items], moved up so that the smallest is 0:
 * a factorisation knows what is wanted less than nothing, a baseline's score does not.
 */
export function factorScores(vector: Float64Array, factors: Float32Array, into: Float32Array): Float32Array {
  const k = vector.length
  let least = Number.POSITIVE_INFINITY
  for (let i = 0, at = 0; i < into.length; i++) {
    let sum = 0
    for (let j = 0; j < k; j++, at++) sum += vector[j] * factors[at]
    into[i] = sum
    // As it was kept: the sum itself may be smaller by a rounding.
    if (into[i] < least) least = into[i]
  }
  for (let i = 0; i < into.length; i++) into[i] -= least
  return into
}
