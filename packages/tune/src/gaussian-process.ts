import { cholesky, solveLower, solveUpper } from './cholesky.ts'

export interface GaussianProcess {
  /** Mean and standard deviation of the function itself, without the noise, in the units of the targets. */
  predict(point: ArrayLike<number>): { mean: number; deviation: number }
  /** Standard deviation of the noise, in the units of the targets. */
  readonly noise: number
}

const SQRT5 = Math.sqrt(5)
/** Keeps the matrix positive definite where points are equal. */
const JITTER = 1e-8
const STEPS = 40

/**
 * A normal prior on each log hyper-parameter, which keeps the fit sane on few points: where it is, and how sure.
 * Length scales are in units of a range of [0, 1]; the variances are of standardised targets.
 */
const PRIORS = {
  length: { mean: Math.log(0.5), sd: 1 },
  signal: { mean: 0, sd: 1 },
  noise: { mean: Math.log(1e-4), sd: 2 },
}

/**
 * Gaussian process with a Matérn 5/2 kernel and a length scale for each group of features, fitted by the largest
 * posterior of its hyper-parameters (gradient by Rasmussen & Williams 2006, eq. 5.9; climbed by Rprop from two starts).
 * @param points [n][features], each feature within [0, 1]
 * @param targets [n], finite
 * @param groups [features] which length scale a feature has: 0, 1, …
 */
export function fitGaussianProcess(
  points: readonly ArrayLike<number>[],
  targets: readonly number[],
  groups: readonly number[],
): GaussianProcess {
  const n = points.length
  const mean = targets.reduce((a, b) => a + b) / n
  const scale = Math.sqrt(targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / n) || 1
  const y = targets.map((target) => (target - mean) / scale)
  const lengths = Math.max(...groups) + 1
  const distances = squaredDistances(points, groups, lengths)
  const priors = [...Array.from({ length: lengths }, () => PRIORS.length), PRIORS.signal, PRIORS.noise]
  const prior = priors.map((each) => each.mean)
  let best: { theta: number[]; height: number } = { theta: prior, height: Number.NEGATIVE_INFINITY }
  for (const shift of [0, -1]) {
    const start = prior.map((each, i) => (i < lengths ? each + shift : each))
    const found = climb(start, (theta) => posterior(theta, distances, y, lengths, priors))
    if (found.height > best.height) best = found
  }
  const { theta } = best
  const lower = cholesky(covariance(theta, distances, n, lengths).matrix, n)
  if (!lower) throw new RangeError('The points of a Gaussian process must be finite and within [0, 1]')
  const alpha = solveUpper(lower, solveLower(lower, y))
  const inverse = theta.slice(0, lengths).map((each) => Math.exp(-2 * each))
  const signal = Math.exp(theta[lengths])
  return {
    noise: Math.sqrt(Math.exp(theta[lengths + 1])) * scale,
    predict(point) {
      const k = new Float64Array(n)
      for (let i = 0; i < n; i++) {
        let square = 0
        for (let f = 0; f < groups.length; f++) square += (point[f] - points[i][f]) ** 2 * inverse[groups[f]]
        const r = Math.sqrt(5 * square)
        k[i] = signal * (1 + r + (r * r) / 3) * Math.exp(-r)
      }
      const v = solveLower(lower, k)
      let average = 0
      let explained = 0
      for (let i = 0; i < n; i++) {
        average += k[i] * alpha[i]
        explained += v[i] * v[i]
      }
      return { mean: mean + scale * average, deviation: scale * Math.sqrt(Math.max(1e-12, signal - explained)) }
    },
  }
}

/** [length scales][n × n] of squared distances, each by the features of its group. */
function squaredDistances(points: readonly ArrayLike<number>[], groups: readonly number[], lengths: number) {
  const n = points.length
  const found = Array.from({ length: lengths }, () => new Float64Array(n * n))
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      groups.forEach((group, f) => {
        found[group][i * n + j] += (points[i][f] - points[j][f]) ** 2
      })
    }
  }
  return found
}

/** The lower triangle, and what the gradient by a length scale needs: σ² 5/3 (1 + r) e^(−r), r = √5 distance. */
function covariance(theta: readonly number[], distances: readonly Float64Array[], n: number, lengths: number) {
  const inverse = theta.slice(0, lengths).map((each) => Math.exp(-2 * each))
  const signal = Math.exp(theta[lengths])
  const noise = Math.exp(theta[lengths + 1]) + JITTER
  const matrix = new Float64Array(n * n)
  const slope = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = signal + noise
    for (let j = 0; j < i; j++) {
      const at = i * n + j
      let square = 0
      for (let d = 0; d < lengths; d++) square += distances[d][at] * inverse[d]
      const r = SQRT5 * Math.sqrt(square)
      const decay = signal * Math.exp(-r)
      matrix[at] = decay * (1 + r + (r * r) / 3)
      slope[at] = (decay * 5 * (1 + r)) / 3
    }
  }
  return { matrix, slope, inverse, noise: noise - JITTER }
}

interface Height {
  height: number
  gradient: number[]
}

function posterior(
  theta: readonly number[],
  distances: readonly Float64Array[],
  y: readonly number[],
  lengths: number,
  priors: readonly { mean: number; sd: number }[],
): Height | null {
  const n = y.length
  const { matrix, slope, inverse, noise } = covariance(theta, distances, n, lengths)
  const lower = cholesky(matrix, n)
  if (!lower) return null
  const alpha = solveUpper(lower, solveLower(lower, y))
  const inverseMatrix = invert(lower, n)
  let height = 0
  const gradient = new Array<number>(theta.length).fill(0)
  let trace = 0
  let fit = 0
  for (let i = 0; i < n; i++) {
    height -= (y[i] * alpha[i]) / 2 + Math.log(lower[i * n + i])
    trace += alpha[i] * alpha[i] - inverseMatrix[i * n + i]
    fit += alpha[i] * y[i]
    for (let j = 0; j < i; j++) {
      const at = i * n + j
      // Twice one half: the matrix is symmetric.
      const weight = (alpha[i] * alpha[j] - inverseMatrix[at]) * slope[at]
      for (let d = 0; d < lengths; d++) gradient[d] += weight * distances[d][at] * inverse[d]
    }
  }
  // tr((ααᵀ − K⁻¹) K) = αᵀy − n, and K without its diagonal of noise is what the signal scales.
  gradient[lengths] = (fit - n - (noise + JITTER) * trace) / 2
  gradient[lengths + 1] = (noise * trace) / 2
  priors.forEach(({ mean, sd }, i) => {
    height -= (theta[i] - mean) ** 2 / (2 * sd * sd)
    gradient[i] -= (theta[i] - mean) / (sd * sd)
  })
  return { height, gradient }
}

/** The lower triangle of (L Lᵀ)⁻¹. */
function invert(lower: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n)
  // Row j of `columns` holds column j of L⁻¹, so that both loops walk along rows.
  const columns = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    columns[j * n + j] = 1 / lower[j * n + j]
    for (let i = j + 1; i < n; i++) {
      let sum = 0
      for (let k = j; k < i; k++) sum -= lower[i * n + k] * columns[j * n + k]
      columns[j * n + i] = sum / lower[i * n + i]
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = i; k < n; k++) sum += columns[i * n + k] * columns[j * n + k]
      inverse[i * n + j] = sum
    }
  }
  return inverse
}

/** Rprop: a step size for each coordinate, which grows while the slope keeps its sign (Riedmiller & Braun 1993). */
function climb(start: readonly number[], height: (theta: number[]) => Height | null) {
  let theta = [...start]
  let best = { theta, height: Number.NEGATIVE_INFINITY }
  const sizes = theta.map(() => 0.2)
  let before = theta.map(() => 0)
  for (let step = 0; step < STEPS; step++) {
    const here = height(theta)
    if (!here) break
    if (here.height > best.height) best = { theta, height: here.height }
    const signs = here.gradient.map((slope, i) => {
      const agreement = slope * before[i]
      if (agreement > 0) sizes[i] = Math.min(1, sizes[i] * 1.3)
      else if (agreement < 0) {
        sizes[i] = Math.max(1e-3, sizes[i] * 0.5)
        return 0
      }
      return Math.sign(slope)
    })
    before = here.gradient.map((slope, i) => (signs[i] === 0 ? 0 : slope))
    if (sizes.every((size) => size < 5e-3)) break
    theta = theta.map((each, i) => each + signs[i] * sizes[i])
  }
  return best
}
