import type { LogisticModel } from '@penchant/protocol'

/** P(1 | x) = 1 / (1 + exp(−(bias + Σ coefficient · x))). */
export function likelihood({ bias, coefficients }: LogisticModel, x: readonly number[]): number {
  const logit = coefficients.reduce((sum, coefficient, i) => sum + coefficient * x[i], bias)
  return 1 / (1 + Math.exp(-logit))
}

export interface Example {
  x: readonly number[]
  y: 0 | 1
}

/** Ridge, in units of examples: it keeps a coefficient finite where a feature decides alone. */
const RIDGE = 1
const MOST_STEPS = 50
const ENOUGH = 1e-8

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares) with a ridge on all but the bias.
 *
 * Source: Hastie, Tibshirani & Friedman, "The Elements of Statistical Learning", 4.4.1.
 *
 * @throws RangeError without examples of both outcomes.
 */
export function fitLogistic(examples: readonly Example[]): LogisticModel {
  const positive = examples.filter(({ y }) => y === 1).length
  if (positive === 0 || positive === examples.length) {
    throw new RangeError(`${positive} of ${examples.length} examples are positive; both outcomes are needed`)
  }
  const size = examples[0].x.length + 1
  const theta = new Float64Array(size)
  theta[0] = Math.log(positive / (examples.length - positive))
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient = new Float64Array(size)
    const hessian = Array.from({ length: size }, () => new Float64Array(size))
    for (let i = 1; i < size; i++) {
      gradient[i] = -RIDGE * theta[i]
      hessian[i][i] = RIDGE
    }
    const model = { bias: theta[0], coefficients: [...theta.subarray(1)] }
    for (const { x, y } of examples) {
      const p = likelihood(model, x)
      const weight = p * (1 - p)
      for (let i = 0; i < size; i++) {
        const value = i === 0 ? 1 : x[i - 1]
        gradient[i] += (y - p) * value
        for (let j = 0; j <= i; j++) hessian[i][j] += weight * value * (j === 0 ? 1 : x[j - 1])
      }
    }
    const change = solve(hessian, gradient)
    let largest = 0
    for (let i = 0; i < size; i++) {
      theta[i] += change[i]
      largest = Math.max(largest, Math.abs(change[i]))
    }
    if (largest < ENOUGH) break
  }
  return { bias: theta[0], coefficients: [...theta.subarray(1)] }
}

/** Solves A x = b for a positive definite A, of which the lower triangle is given: Cholesky, in place. */
function solve(a: Float64Array[], b: Float64Array): Float64Array {
  const size = b.length
  const x = Float64Array.from(b)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i][j]
      for (let k = 0; k < j; k++) sum -= a[i][k] * a[j][k]
      a[i][j] = i === j ? Math.sqrt(Math.max(sum, Number.EPSILON)) : sum / a[j][j]
    }
    for (let k = 0; k < i; k++) x[i] -= a[i][k] * x[k]
    x[i] /= a[i][i]
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i] -= a[k][i] * x[k]
    x[i] /= a[i][i]
  }
  return x
}

/**
 * Area under the ROC curve: how often a positive example gets the higher score of two; ties count half.
 * NaN without examples of both outcomes.
 */
export function areaUnderCurve(scored: readonly { score: number; y: 0 | 1 }[]): number {
  const sorted = [...scored].sort((a, b) => a.score - b.score)
  let ranks = 0
  let positive = 0
  for (let from = 0; from < sorted.length; ) {
    let to = from
    while (to < sorted.length && sorted[to].score === sorted[from].score) to++
    // The mean rank, from 1, of all that are tied.
    for (let i = from; i < to; i++) {
      if (sorted[i].y === 0) continue
      positive++
      ranks += (from + 1 + to) / 2
    }
    from = to
  }
  return (ranks - (positive * (positive + 1)) / 2) / (positive * (sorted.length - positive))
}
