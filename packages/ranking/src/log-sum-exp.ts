/**
 * log Σ_i exp(scale · scores[i]) over all items: with it, p_i = exp(scale · scores[i] − logSumExp).
 * The maximum is subtracted first, so nothing overflows. −Infinity for no scores.
 * @param scores finite
 * @param scale 1 / τ, not negative; 1 where the temperature is applied already
 */
export function logSumExp(scores: Float32Array, scale = 1): number {
  let largest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < scores.length; i++) if (scores[i] > largest) largest = scores[i]
  if (scores.length === 0) return largest
  let sum = 0
  for (let i = 0; i < scores.length; i++) sum += Math.exp(scale * (scores[i] - largest))
  return scale * largest + Math.log(sum)
}
