const SQRT_2PI = 2.5066282746310002

/**
 * P(X > x) over the density's exponential, that is times e^(x²/2), for x ≥ 0: free of underflow, exact to about 1e-13
 * of itself. A power series near the middle, Laplace's continued fraction in the tail (Abramowitz & Stegun 26.2.11, 14).
 */
function scaledTail(x: number): number {
  if (x < 2.5) {
    let term = x
    let sum = x
    for (let k = 3; term > sum * 1e-17; k += 2) {
      term *= (x * x) / k
      sum += term
    }
    return 0.5 * Math.exp((x * x) / 2) - sum / SQRT_2PI
  }
  let fraction = x
  for (let k = x < 6 ? 50 : 14; k >= 1; k--) fraction = x + k / fraction
  return 1 / (fraction * SQRT_2PI)
}

/** P(X ≤ x). */
export function normalCdf(x: number): number {
  const tail = scaledTail(Math.abs(x)) * Math.exp((-x * x) / 2)
  return x > 0 ? 1 - tail : tail
}

export const LOG_SQRT_2PI = 0.9189385332046727

function logLowerTail(x: number): number {
  return (-x * x) / 2 + Math.log(scaledTail(-x))
}

/** log P(a < X < b), also where both lie far out in one tail, or very close together. */
export function logNormalMass(a: number, b: number): number {
  if (a > 0) return logNormalMass(-b, -a)
  if (b - a < 1e-5) {
    const middle = (a + b) / 2
    return (-middle * middle) / 2 - LOG_SQRT_2PI + Math.log(b - a)
  }
  if (b <= 0) {
    const upper = logLowerTail(b)
    return upper + Math.log1p(-Math.exp(logLowerTail(a) - upper))
  }
  return Math.log1p(-normalCdf(-b) - normalCdf(a))
}

/** The x with P(X ≤ x) = p, 0 < p < 1: Acklam's approximation and one step of Halley's method. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  let x: number
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    x =
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
  } else {
    const q = p - 0.5
    const r = q * q
    x =
      ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
        30.66479806614716) *
        r +
        2.506628277459239) *
        q) /
      (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
        13.28068155288572) *
        r +
        1)
  }
  const error = (normalCdf(x) - p) * Math.exp((x * x) / 2) * SQRT_2PI
  return x - error / (1 + (x * error) / 2)
}
