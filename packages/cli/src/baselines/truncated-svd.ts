import { createRandom } from '@penchant/model'
import type { Baseline, BaselineOptions } from './baseline.ts'
import { factorScores } from './factor-scores.ts'
import { orthonormalise } from './orthonormal.ts'
import { seedWeights } from './seed-weights.ts'
import { indexSessions, type SessionIndex } from './session-index.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

export interface TruncatedSvdOptions extends BaselineOptions {
  /** Singular vectors kept. Default 64. */
  dimension?: number
  /** Columns are divided by popularity to this power: 0 is PureSVD, 1 takes popularity out. Default 0.5. */
  damping?: number
  /** What an interaction loses with each step back (session back, for baskets). Default 0.7. */
  decay?: number
}

/** Columns beyond those kept, and products with the matrix: what the error of the subspace is made small by. */
const OVERSAMPLING = 8
const ITERATIONS = 4

/**
 * Latent factors of the session × item matrix A: the session at hand is projected on the right singular vectors,
 * score = x V Vᵀ. The vectors come from randomised subspace iteration on AᵀA, a session at a time, so that nothing dense
 * but [items × dimension] is held.
 * Sources: PureSVD (Cremonesi et al. 2010); damping by popularity, EigenRec (Nikolakopoulos et al. 2019); Halko,
 * Martinsson & Tropp 2011, algorithm 4.4.
 */
export function truncatedSvd(options: TruncatedSvdOptions): Baseline {
  const { items, task, dimension = 64, damping = 0.5, decay = 0.7 } = options
  const scores = new Float32Array(items)
  const scale = new Float64Array(items + 1)
  /** Right singular vectors [items × k]. */
  let factors = new Float32Array(0)
  let k = 0
  return {
    name: 'truncated-svd',
    async fit(sequences) {
      const index = await indexSessions(sequences, items)
      for (let row = 1; row <= items; row++) {
        const held = index.sessionOffsets[row + 1] - index.sessionOffsets[row]
        scale[row] = held > 0 ? held ** (-damping / 2) : 0
      }
      k = Math.min(dimension, items)
      factors = rightSingularVectors(index, items, k, scale)
    },
    bytes: () => factors.byteLength + 4 * items,
    score(history) {
      const vector = new Float64Array(k)
      for (const [row, weight] of seedWeights(history, task, decay)) {
        const from = (row - 1) * k
        for (let j = 0; j < k; j++) vector[j] += weight * scale[row] * factors[from + j]
      }
      return factorScores(vector, factors, scores)
    },
  }
}

/** [items × k], of A with entries `scale[row]`. */
function rightSingularVectors(
  index: SessionIndex,
  items: number,
  k: number,
  scale: Float64Array,
): Float32Array<ArrayBuffer> {
  const width = Math.min(items, k + OVERSAMPLING)
  const random = createRandom(1)
  let basis = new Float64Array(items * width)
  for (let i = 0; i < basis.length; i++) basis[i] = random.normal()
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    basis = gramProduct(index, basis, width, scale)
    orthonormalise(basis, width)
  }
  // Within the subspace the small problem is exact: Bᵀ(AᵀA)B = U Λ Uᵀ, V = B U.
  const product = gramProduct(index, basis, width, scale)
  const small = new Float64Array(width * width)
  for (let r = 0; r < items; r++) {
    const row = r * width
    for (let i = 0; i < width; i++) {
      const left = basis[row + i]
      if (left !== 0) for (let j = 0; j < width; j++) small[i * width + j] += left * product[row + j]
    }
  }
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) {
      small[i * width + j] = small[j * width + i] = (small[i * width + j] + small[j * width + i]) / 2
    }
  }
  const { vectors } = symmetricEigen(small, width)
  const factors = new Float32Array(items * k)
  for (let r = 0; r < items; r++) {
    for (let j = 0; j < k; j++) {
      let sum = 0
      for (let i = 0; i < width; i++) sum += basis[r * width + i] * vectors[i * width + j]
      factors[r * k + j] = sum
    }
  }
  return factors
}

/** AᵀA B. */
function gramProduct(
  index: SessionIndex,
  basis: Float64Array,
  width: number,
  scale: Float64Array,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(basis.length)
  const session = new Float64Array(width)
  for (let s = 0; s < index.count; s++) {
    session.fill(0)
    for (let i = index.itemOffsets[s]; i < index.itemOffsets[s + 1]; i++) {
      const row = index.items[i]
      for (let j = 0, at = (row - 1) * width; j < width; j++, at++) session[j] += scale[row] * basis[at]
    }
    for (let i = index.itemOffsets[s]; i < index.itemOffsets[s + 1]; i++) {
      const row = index.items[i]
      for (let j = 0, at = (row - 1) * width; j < width; j++, at++) out[at] += scale[row] * session[j]
    }
  }
  return out
}
