import type { Random } from '@penchant/model'

/** Rows of a sparse matrix: columns and values of each. */
export type SparseRow = { columns: ArrayLike<number>; values: ArrayLike<number> }

/** Columns drawn beyond the rank, and passes over the matrix: enough for spectra that fall slowly. */
const OVERSAMPLING = 10
const POWER_ITERATIONS = 3

/**
 * The `rank` leading right singular vectors of a sparse matrix [rows, width] by randomised subspace iteration (Halko,
 * Martinsson & Tropp 2011, https://arxiv.org/abs/0909.4061, algorithms 4.4 and 5.1).
 * @returns vectors as columns [width, rank], and their singular values [rank], largest first
 */
export function randomizedSvd(
  rows: readonly SparseRow[],
  width: number,
  rank: number,
  random: Random,
): { vectors: Float64Array; values: Float64Array } {
  const k = Math.min(rank + OVERSAMPLING, width, rows.length)
  let basis: Float64Array = new Float64Array(width * k)
  for (let i = 0; i < basis.length; i++) basis[i] = random.normal()
  orthonormalise(basis, width, k)
  for (let pass = 0; pass < POWER_ITERATIONS; pass++) {
    const image = times(rows, basis, k)
    orthonormalise(image, rows.length, k)
    basis = transposedTimes(rows, image, width, k)
    orthonormalise(basis, width, k)
  }
  // The Gram matrix of A·basis is small: its eigenvectors turn the basis into the singular vectors.
  const image = times(rows, basis, k)
  const gram = new Float64Array(k * k)
  for (let at = 0; at < image.length; at += k) {
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) gram[i * k + j] += image[at + i] * image[at + j]
  }
  const { vectors: turn, values: squares } = symmetricEigen(gram, k)
  const order = [...squares.keys()].sort((a, b) => squares[b] - squares[a]).slice(0, Math.min(rank, k))
  const vectors = new Float64Array(width * rank)
  for (let w = 0; w < width; w++) {
    order.forEach((column, r) => {
      let sum = 0
      for (let i = 0; i < k; i++) sum += basis[w * k + i] * turn[i * k + column]
      vectors[w * rank + r] = sum
    })
  }
  const values = new Float64Array(rank)
  order.forEach((column, r) => {
    values[r] = Math.sqrt(Math.max(0, squares[column]))
  })
  return { vectors, values }
}

function times(rows: readonly SparseRow[], dense: Float64Array, k: number): Float64Array {
  const out = new Float64Array(rows.length * k)
  rows.forEach(({ columns, values }, row) => {
    for (let e = 0; e < columns.length; e++) {
      for (let i = 0; i < k; i++) out[row * k + i] += values[e] * dense[columns[e] * k + i]
    }
  })
  return out
}

function transposedTimes(rows: readonly SparseRow[], dense: Float64Array, width: number, k: number): Float64Array {
  const out = new Float64Array(width * k)
  rows.forEach(({ columns, values }, row) => {
    for (let e = 0; e < columns.length; e++) {
      for (let i = 0; i < k; i++) out[columns[e] * k + i] += values[e] * dense[row * k + i]
    }
  })
  return out
}

/** Modified Gram-Schmidt on the columns of [height, k], each swept twice; a dependent column becomes zero. */
function orthonormalise(matrix: Float64Array, height: number, k: number): void {
  const dot = (a: number, b: number) => {
    let sum = 0
    for (let at = 0; at < height * k; at += k) sum += matrix[at + a] * matrix[at + b]
    return sum
  }
  for (let column = 0; column < k; column++) {
    const before = Math.sqrt(dot(column, column))
    for (let sweep = 0; sweep < 2; sweep++) {
      for (let other = 0; other < column; other++) {
        const share = dot(column, other)
        for (let at = 0; at < height * k; at += k) matrix[at + column] -= share * matrix[at + other]
      }
    }
    const length = Math.sqrt(dot(column, column))
    const scale = length > 1e-10 * before ? 1 / length : 0
    for (let at = 0; at < height * k; at += k) matrix[at + column] *= scale
  }
}

/** Eigenvectors, as columns, of a symmetric matrix [k, k], by cyclic Jacobi rotations (Golub & Van Loan, 8.5). */
function symmetricEigen(given: Float64Array, k: number): { vectors: Float64Array; values: Float64Array } {
  const a = given.slice()
  const vectors = new Float64Array(k * k)
  for (let i = 0; i < k; i++) vectors[i * k + i] = 1
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0
    let all = 0
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++) {
        all += a[i * k + j] ** 2
        if (i !== j) off += a[i * k + j] ** 2
      }
    if (off <= 1e-22 * all) break
    for (let p = 0; p < k; p++) for (let q = p + 1; q < k; q++) rotate(a, vectors, k, p, q)
  }
  return { vectors, values: Float64Array.from({ length: k }, (_, i) => a[i * k + i]) }
}

function rotate(a: Float64Array, vectors: Float64Array, k: number, p: number, q: number): void {
  const apq = a[p * k + q]
  if (apq === 0) return
  const theta = (a[q * k + q] - a[p * k + p]) / (2 * apq)
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let i = 0; i < k; i++) {
    const [x, y] = [a[i * k + p], a[i * k + q]]
    a[i * k + p] = c * x - s * y
    a[i * k + q] = s * x + c * y
  }
  for (let i = 0; i < k; i++) {
    const [x, y] = [a[p * k + i], a[q * k + i]]
    a[p * k + i] = c * x - s * y
    a[q * k + i] = s * x + c * y
    const [u, v] = [vectors[i * k + p], vectors[i * k + q]]
    vectors[i * k + p] = c * u - s * v
    vectors[i * k + q] = s * u + c * v
  }
}
