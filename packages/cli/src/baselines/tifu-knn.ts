import type { Baseline, BaselineOptions } from './baseline.ts'

export interface TifuKnnOptions extends BaselineOptions {
  /** Visitors whose vectors are most like this one's. Default 300. */
  neighbours?: number
  /** Share of the visitor's own vector in the score; the neighbours have the rest. Default 0.7. */
  own?: number
  /** Baskets a group. Default 7. */
  group?: number
  /** What a basket loses with each later one of its group. Default 0.9. */
  withinDecay?: number
  /** What a group loses with each later one. Default 0.7. */
  groupDecay?: number
}

/**
 * Temporal item frequency with nearest neighbours: a visitor is a vector of what they took, older baskets for less, in two
 * steps (within groups of baskets, and over the groups); the score is a mixture of it and the mean of the nearest visitors'.
 * Source: TIFU-KNN (Hu et al. 2020, "Modeling personalized item frequency information for next-basket recommendation"),
 * with the settings of its Ta-Feng experiment. Where baskets have an order inside, a session is taken for a basket.
 */
export function tifuKnn(options: TifuKnnOptions): Baseline {
  const { items, neighbours = 300, own = 0.7, group = 7, withinDecay = 0.9, groupDecay = 0.7 } = options
  const scores = new Float32Array(items)
  let visitors: Map<number, number>[] = []
  let squares = new Float64Array(0)
  /** By item row: visitors that took it, and how much. */
  let takers: { visitors: Uint32Array; amounts: Float32Array }[] = []

  const vectorOf = (rows: ArrayLike<number>, sessions: ArrayLike<number>): Map<number, number> => {
    const baskets: Set<number>[] = []
    for (let i = 0; i < rows.length; i++) {
      if (rows[i] === 0) continue
      if (baskets.length === 0 || sessions[i] !== sessions[i - 1]) baskets.push(new Set())
      baskets[baskets.length - 1].add(rows[i])
    }
    const groups = Math.ceil(baskets.length / group)
    const vector = new Map<number, number>()
    for (const [i, basket] of baskets.entries()) {
      // The newest group is whole; the oldest may be smaller.
      const age = baskets.length - 1 - i
      const weight =
        (withinDecay ** (age % group) / Math.min(group, baskets.length)) *
        (groupDecay ** Math.floor(age / group) / groups)
      for (const row of basket) vector.set(row, (vector.get(row) ?? 0) + weight)
    }
    return vector
  }

  return {
    name: 'tifu-knn',
    async fit(sequences) {
      const byVisitor = new Map<number, Map<number, number>>()
      let nameless = 0
      for await (const { id, rows, sessions, targets } of sequences) {
        if (targets && !Array.prototype.includes.call(targets, 1)) continue
        const vector = vectorOf(rows, sessions)
        // A later split has the same visitor again, with more.
        if (vector.size > 0) byVisitor.set(id ?? --nameless, vector)
      }
      visitors = [...byVisitor.values()]
      squares = Float64Array.from(visitors, (vector) => squareOf(vector))
      const lists: { visitor: number; amount: number }[][] = Array.from({ length: items + 1 }, () => [])
      for (const [visitor, vector] of visitors.entries()) {
        for (const [row, amount] of vector) lists[row].push({ visitor, amount })
      }
      takers = lists.map((list) => ({
        visitors: Uint32Array.from(list, ({ visitor }) => visitor),
        amounts: Float32Array.from(list, ({ amount }) => amount),
      }))
    },
    // A visitor and an amount for each item of each visitor, and what each visitor took.
    bytes: () => 16 * takers.reduce((sum, { visitors }) => sum + visitors.length, 0) + squares.byteLength,
    score({ rows, sessions }) {
      scores.fill(0)
      const mine = vectorOf(rows, sessions)
      const distances = squares.slice()
      for (const [row, amount] of mine) {
        const { visitors: who, amounts } = takers[row]
        for (let i = 0; i < who.length; i++) distances[who[i]] -= 2 * amount * amounts[i]
      }
      const nearest = smallest(distances, neighbours)
      for (const visitor of nearest) {
        for (const [row, amount] of visitors[visitor]) scores[row - 1] += ((1 - own) * amount) / nearest.length
      }
      for (const [row, amount] of mine) scores[row - 1] += own * amount
      return scores
    },
  }
}

function squareOf(vector: Map<number, number>): number {
  let sum = 0
  for (const amount of vector.values()) sum += amount * amount
  return sum
}

/** Indices of the `count` smallest; equal ones in their order. */
function smallest(values: Float64Array, count: number): number[] {
  const threshold = values.length > count ? values.slice().sort()[count - 1] : Number.POSITIVE_INFINITY
  const found: number[] = []
  for (let i = 0; i < values.length; i++) if (values[i] < threshold) found.push(i)
  for (let i = 0; i < values.length && found.length < count; i++) if (values[i] === threshold) found.push(i)
  return found
}
