import { createRandom } from '@penchant/model'
import type { Baseline, BaselineOptions } from './baseline.ts'
import { factorScores } from './factor-scores.ts'
import { seedWeights } from './seed-weights.ts'
import { indexSessions } from './session-index.ts'

export interface ImplicitAlsOptions extends BaselineOptions {
  /** Factors. Default 64. */
  dimension?: number
  /** How much surer an interaction is than its absence: confidence 1 + α. Default 20. */
  confidence?: number
  /** L2 pull of the factors towards zero, for each interaction of their row. Default 0.1. */
  regularisation?: number
  /** What an interaction of the visitor loses with each step back (session back, for baskets). Default 0.7. */
  decay?: number
}

const SWEEPS = 6
/** Of conjugate gradients, for each row and sweep; and for a visitor, who has no factors to begin with. */
const STEPS = 3
const VISITOR_STEPS = 10
/** Newest sessions that are learnt from: their factors are all in memory. */
const SESSIONS = 300_000

/**
 * Weighted matrix factorisation of the session × item matrix by alternating least squares: everything that was not touched
 * is a zero that is believed a little. The visitor's factors are solved for when they ask.
 * Sources: Hu, Koren & Volinsky 2008; conjugate gradients instead of a solve, Takács et al. 2011; regularisation by a
 * row's interactions, Rendle et al. 2022 ("Revisiting the performance of iALS").
 */
export function implicitAls(options: ImplicitAlsOptions): Baseline {
  const { items, task, dimension: k = 64, confidence = 20, regularisation = 0.1, decay = 0.7 } = options
  const scores = new Float32Array(items)
  let factors = new Float32Array(items * k)
  let gram = new Float64Array(k * k)

  return {
    name: 'implicit-als',
    async fit(sequences) {
      const index = await indexSessions(sequences, items)
      const first = Math.max(0, index.count - SESSIONS)
      const random = createRandom(1)
      factors = new Float32Array(items * k)
      for (let row = 1; row <= items; row++) {
        // What nobody touched has no factors, and no score.
        if (index.sessionOffsets[row + 1] === index.sessionOffsets[row]) continue
        for (let at = (row - 1) * k; at < row * k; at++) factors[at] = (0.1 * random.normal()) / Math.sqrt(k)
      }
      const visitors = new Float32Array((index.count - first) * k)
      for (let sweep = 0; sweep < SWEEPS; sweep++) {
        gram = gramOf(factors, k)
        for (let s = first; s < index.count; s++) {
          const rows = index.items.subarray(index.itemOffsets[s], index.itemOffsets[s + 1])
          solve(visitors, s - first, factors, rows, -1, null, STEPS)
        }
        const visitorGram = gramOf(visitors, k)
        for (let row = 1; row <= items; row++) {
          const sessions = index.sessions.subarray(index.sessionOffsets[row], index.sessionOffsets[row + 1])
          const kept = sessions.subarray(sessions.findIndex((session) => session >= first))
          if (sessions.length > 0) solve(factors, row - 1, visitors, kept, -first, null, STEPS, visitorGram)
        }
      }
      gram = gramOf(factors, k)
    },
    bytes: () => factors.byteLength,
    score(history) {
      const seeds = seedWeights(history, task, decay)
      const visitor = new Float32Array(k)
      solve(visitor, 0, factors, [...seeds.keys()], -1, [...seeds.values()], VISITOR_STEPS)
      return factorScores(Float64Array.from(visitor), factors, scores)
    },
  }

  /**
   * Conjugate gradients on (G + Σ c·y yᵀ + λ) x = Σ (1 + c)·y for row `target` of `into`, from where it stands.
   * @param entries rows of `others` that it met, as numbers to which `shift` is added
   * @param weights of the entries; `null`: all 1
   */
  function solve(
    into: Float32Array,
    target: number,
    others: Float32Array,
    entries: ArrayLike<number>,
    shift: number,
    weights: readonly number[] | null,
    steps: number,
    of = gram,
  ): void {
    const x = into.subarray(target * k, (target + 1) * k)
    const pull = regularisation * Math.max(1, entries.length)
    const multiply = (vector: Float64Array): Float64Array => {
      const out = new Float64Array(k)
      for (let i = 0; i < k; i++) {
        let sum = pull * vector[i]
        for (let j = 0, at = i * k; j < k; j++, at++) sum += of[at] * vector[j]
        out[i] = sum
      }
      for (let e = 0; e < entries.length; e++) {
        const from = (entries[e] + shift) * k
        let dot = 0
        for (let j = 0; j < k; j++) dot += others[from + j] * vector[j]
        dot *= confidence * (weights?.[e] ?? 1)
        for (let j = 0; j < k; j++) out[j] += dot * others[from + j]
      }
      return out
    }
    const solution = Float64Array.from(x)
    const residual = multiply(solution).map((value) => -value)
    for (let e = 0; e < entries.length; e++) {
      const from = (entries[e] + shift) * k
      const wanted = (1 + confidence) * (weights?.[e] ?? 1)
      for (let j = 0; j < k; j++) residual[j] += wanted * others[from + j]
    }
    const direction = residual.slice()
    let square = residual.reduce((sum, value) => sum + value * value, 0)
    for (let step = 0; step < steps && square > 1e-20; step++) {
      const product = multiply(direction)
      let along = 0
      for (let j = 0; j < k; j++) along += direction[j] * product[j]
      const length = square / along
      let next = 0
      for (let j = 0; j < k; j++) {
        solution[j] += length * direction[j]
        residual[j] -= length * product[j]
        next += residual[j] * residual[j]
      }
      for (let j = 0; j < k; j++) direction[j] = residual[j] + (next / square) * direction[j]
      square = next
    }
    x.set(solution)
  }
}

/** YᵀY of rows [n × k]. */
function gramOf(rows: Float32Array, k: number): Float64Array<ArrayBuffer> {
  const gram = new Float64Array(k * k)
  for (let from = 0; from < rows.length; from += k) {
    for (let i = 0; i < k; i++) {
      const left = rows[from + i]
      for (let j = 0; j <= i; j++) gram[i * k + j] += left * rows[from + j]
    }
  }
  for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) gram[i * k + j] = gram[j * k + i]
  return gram
}
