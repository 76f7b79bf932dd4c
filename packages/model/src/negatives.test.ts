import { describe, expect, it } from 'vitest'
import { sampleCandidates } from './negatives.ts'
import { createRandom } from './random.ts'

describe('sampleCandidates', () => {
  const frequency = Float32Array.from([0, 0.5, 0.3, 0.1, 0.05, 0.05])

  it('names each row once, with every target among them', () => {
    const targets = Int32Array.from([2, 1, 2, 5])
    const { rows, labels } = sampleCandidates(targets, frequency, 3, createRandom(1))
    expect(new Set(rows).size).toBe(rows.length)
    expect([...labels].map((label) => rows[label])).toEqual([...targets])
  })

  it('takes all items without correction when asked for as many as there are', () => {
    const { rows, logQ } = sampleCandidates(Int32Array.from([3]), frequency, 5, createRandom(1))
    expect([...rows].sort()).toEqual([1, 2, 3, 4, 5])
    expect([...logQ]).toEqual([0, 0, 0, 0, 0])
  })

  it('draws no row that is not to be drawn', () => {
    const withheld = Float32Array.from([0, 0.5, 0.5, -1, 0, -1])
    for (const uniform of [4, 5]) {
      for (let seed = 1; seed < 30; seed++) {
        const { rows } = sampleCandidates(Int32Array.from([1]), withheld, uniform, createRandom(seed))
        expect([...rows].filter((row) => row === 3 || row === 5)).toEqual([])
      }
    }
  })

  it('corrects by how often a row is drawn: the average count over many batches', () => {
    const random = createRandom(7)
    const drawn = new Float64Array(6)
    const expected = new Float64Array(6)
    const draws = 20_000
    for (let i = 0; i < draws; i++) {
      // One target a batch, drawn by popularity, and one uniform negative, which may be the same row.
      let target = 1
      for (let u = random.uniform(); u > frequency[target]; target++) u -= frequency[target]
      const { rows, logQ } = sampleCandidates(Int32Array.from([target]), frequency, 1, random)
      drawn[target]++
      drawn[rows[rows.length - 1]]++
      rows.forEach((row, c) => {
        expected[row] = Math.exp(logQ[c])
      })
    }
    for (let row = 1; row <= 5; row++) expect(drawn[row] / draws, `row ${row}`).toBeCloseTo(expected[row], 1)
  })
})
