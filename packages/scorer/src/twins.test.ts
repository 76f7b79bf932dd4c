import { describe, expect, it } from 'vitest'
import { createScorer } from './create-scorer.ts'
import type { ItemTable } from './item-table.ts'
import { quantizeTable } from './quantize-table.ts'

/** Small seeded generator (mulberry32): the cases are the same on every machine. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function both(table: ItemTable) {
  const twins = { wasm: createScorer(table, 'wasm'), javascript: createScorer(table, 'javascript') }
  expect([twins.wasm.kind, twins.javascript.kind]).toEqual(['wasm', 'javascript'])
  return twins
}

/** Bits, so that 0 and −0 differ and a last-place difference is seen. */
const bits = (scores: Float32Array) => [...new Uint32Array(scores.slice().buffer)]

const uniformTable = (rows: number[][]): ItemTable => ({
  data: Int8Array.from(rows.flat()),
  scales: new Float32Array(rows.length).fill(0.25),
  dimension: rows[0].length,
})

describe('the two twins', () => {
  it('give the same rows in the same order and the same score bits in 10,000 random cases', () => {
    const random = generator(20_24)
    const below = (n: number) => Math.floor(random() * n)
    let cases = 0
    for (let t = 0; t < 500; t++) {
      const dimension = [1, 3, 8, 15, 16, 17, 32, 64, 96, 600][below(10)]
      const items = below(70)
      // A small reach makes many equal scores; 128 covers all of int8, −128 too.
      const reach = [1, 2, 8, 128][below(4)]
      const data = Int8Array.from({ length: items * dimension }, () => below(2 * reach) - reach)
      const scales = Float32Array.from({ length: items }, () => (reach < 8 ? 0.5 : random() * 10 ** (below(9) - 6)))
      const { wasm, javascript } = both({ data, scales, dimension })
      for (let q = 0; q < 20; q++, cases++) {
        const size = 10 ** (below(11) - 8)
        const steps = [1, 4, 2 ** 24][below(3)]
        const query = Float32Array.from({ length: dimension }, () => ((below(2 * steps + 1) - steps) / steps) * size)
        const k = below(items + 5)
        const exclude = new Set(Array.from({ length: below(items + 1) }, () => 1 + below(items)))
        const first = wasm.top(query, k, exclude)
        const second = javascript.top(query, k, exclude)
        expect([...first.rows]).toEqual([...second.rows])
        expect(bits(first.scores)).toEqual(bits(second.scores))
        const scores = wasm.score(query)
        expect(scores.length).toBe(items)
        expect(bits(scores)).toEqual(bits(javascript.score(query)))
        const reference = Array.from(scores.keys(), (index) => index + 1)
          .filter((row) => !exclude.has(row))
          .sort((a, b) => scores[b - 1] - scores[a - 1] || a - b)
          .slice(0, k)
        expect([...first.rows]).toEqual(reference)
      }
    }
    expect(cases).toBe(10_000)
  })

  it('break ties by the smaller row', () => {
    const rows = Array.from({ length: 40 }, (_, row) => [row % 3, 0, 0, 0])
    for (const twin of Object.values(both(uniformTable(rows)))) {
      const top = twin.top(Float32Array.of(1, 0, 0, 0), 20)
      expect([...top.rows]).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 2, 5, 8, 11, 14, 17, 20])
    }
  })

  it('do not overflow where every value is saturated', () => {
    for (const dimension of [64, 512, 4096]) {
      const table = {
        data: new Int8Array(2 * dimension).fill(-128, 0, dimension).fill(127, dimension),
        scales: Float32Array.of(1 / 128, 1 / 127),
        dimension,
      }
      for (const twin of Object.values(both(table))) {
        const [negative, positive] = twin.score(new Float32Array(dimension).fill(3))
        expect(negative / dimension).toBeCloseTo(-3, 4)
        expect(positive / dimension).toBeCloseTo(3, 4)
      }
    }
  })

  it('score zero rows and zero queries as 0, whatever was asked before', () => {
    for (const twin of Object.values(
      both(
        uniformTable([
          [0, 0],
          [5, -5],
        ]),
      ),
    )) {
      expect(twin.score(Float32Array.of(-7, 1))[0]).toBe(0)
      expect([...twin.score(Float32Array.of(0, 0))]).toEqual([0, 0])
    }
  })

  it('return what is left when k is larger, and nothing from an empty table or when all is excluded', () => {
    for (const twin of Object.values(both(uniformTable([[1], [2], [3]])))) {
      expect([...twin.top(Float32Array.of(1), 99, new Set([2])).rows]).toEqual([3, 1])
      expect([...twin.top(Float32Array.of(1), 2, new Set([1, 2, 3])).rows]).toEqual([])
      expect([...twin.top(Float32Array.of(1), 0).rows]).toEqual([])
    }
    for (const twin of Object.values(both({ data: new Int8Array(0), scales: new Float32Array(0), dimension: 64 }))) {
      expect(twin.items).toBe(0)
      expect([...twin.top(new Float32Array(64), 5).rows]).toEqual([])
    }
  })

  it('refuse a query that cannot be scored, in words, and go on working', () => {
    for (const twin of Object.values(both(uniformTable([[1, 2]])))) {
      const before = [...twin.score(Float32Array.of(1, 1))]
      expect(() => twin.score(Float32Array.of(0, Number.NaN))).toThrow('value 1 is NaN')
      expect(() => twin.top(Float32Array.of(Number.POSITIVE_INFINITY, 0), 1)).toThrow('value 0 is Infinity')
      expect(() => twin.score(Float32Array.of(1))).toThrow("the query has 1 values; this table's dimension is 2")
      expect(() => twin.score(Float32Array.of(3e38, 1))).toThrow('normalise it')
      expect(() => twin.top(Float32Array.of(1, 1), -1)).toThrow('k is -1')
      expect(() => twin.top(Float32Array.of(1, 1), 1.5)).toThrow('k is 1.5')
      expect([...twin.score(Float32Array.of(1, 1))]).toEqual(before)
    }
  })
})

describe('int8 rows', () => {
  it('keep the top 20 of the float rows: 97 % of them on Gaussian unit vectors', () => {
    const random = generator(7)
    const gauss = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const dimension = 64
    const unit = () => {
      const values = Float32Array.from({ length: dimension }, gauss)
      const norm = Math.hypot(...values)
      return values.map((value) => value / norm)
    }
    const items = 2_000
    const rows = new Float32Array(items * dimension)
    for (let row = 0; row < items; row++) rows.set(unit(), row * dimension)
    const table = quantizeTable(rows, dimension)
    const scorer = createScorer(table)
    let same = 0
    let furthest = 0
    let queryLoss = 0
    for (let q = 0; q < 100; q++) {
      const query = unit()
      const exact = Array.from({ length: items }, (_, row) => {
        let dot = 0
        for (let i = 0; i < dimension; i++) dot += query[i] * rows[row * dimension + i]
        return dot
      })
      const best = new Set([...exact.keys()].sort((a, b) => exact[b] - exact[a]).slice(0, 20))
      for (const row of scorer.top(query, 20).rows) if (best.has(row - 1)) same++
      const scores = scorer.score(query)
      for (let row = 0; row < items; row++) {
        furthest = Math.max(furthest, Math.abs(scores[row] - exact[row]))
        let decoded = 0
        for (let i = 0; i < dimension; i++) decoded += query[i] * table.data[row * dimension + i] * table.scales[row]
        queryLoss = Math.max(queryLoss, Math.abs(scores[row] - decoded))
      }
    }
    expect(furthest).toBeLessThan(0.006)
    // All of that comes from the rows: the query's 16 bits lose next to nothing.
    expect(queryLoss).toBeLessThan(0.00005)
    expect(same / 2_000).toBeGreaterThan(0.97)
  })
})
