import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MixInput, mix } from './mix.ts'

/** Every item's p by the formula, sorted. */
function everything({ scores, temperature, coVisitation, unmet, memory, weights, exclude }: MixInput) {
  const exponentials = Array.from(scores, (score) => Math.exp(score / temperature))
  const z = exponentials.reduce((sum, each) => sum + each, 0)
  return exponentials
    .map((each, index) => {
      const row = index + 1
      const given = [...coVisitation.values()].reduce((sum, value) => sum + weights.coVisitation * value, 0)
      const isMet = ![...(unmet ?? [])].includes(row)
      const coVisited = isMet ? weights.coVisitation * (coVisitation.get(row) ?? 0) : (given * each) / z
      return { row, p: each / z + coVisited + weights.memory * (memory.get(row) ?? 0) }
    })
    .filter(({ row }) => !exclude?.has(row))
    .sort((a, b) => b.p - a.p || a.row - b.row)
}

const input: MixInput = {
  scores: Float32Array.of(0.9, 0.8, 0.1, -0.5),
  temperature: 0.5,
  coVisitation: new Map([[3, 0.4]]),
  memory: new Map([
    [4, 1],
    [1, 0.01],
  ]),
  weights: { coVisitation: 0.5, memory: 2 },
}

describe('mix', () => {
  it('ranks by softmax + β · co-visitation + μ · memory and shows the parts', () => {
    const list = mix(input, 4)
    expect([...list.rows]).toEqual([4, 1, 2, 3])
    const z = input.scores.reduce((sum, score) => sum + Math.exp(score / 0.5), 0)
    expect(list.model[1]).toBeCloseTo(Math.exp(Math.fround(0.9) / 0.5) / z, 12)
    expect([...list.coVisitation]).toEqual([0, 0, 0, 0.2])
    expect([...list.memory]).toEqual([2, 0.02, 0, 0])
    for (let i = 0; i < 4; i++)
      expect(list.scores[i]).toBeCloseTo(list.model[i] + list.coVisitation[i] + list.memory[i], 12)
  })

  it('has the model speak for what nobody has met, with its share of all that co-visitation gives', () => {
    const list = mix({ ...input, unmet: [2] }, 4)
    const at = (row: number) => list.rows.indexOf(row)
    // β · .4 in all.
    expect(list.coVisitation[at(2)]).toBeCloseTo(0.2 * list.model[at(2)], 12)
    expect(list.coVisitation[at(1)]).toBe(0)
    expect(list.total).toBeCloseTo(1 + list.coVisitation[at(2)] + 0.2 + 2.02, 12)
    // As likely as another that co-visitation has as much to say of as the model: beside it.
    const twins = {
      ...input,
      scores: Float32Array.of(0.5, 0.5),
      memory: new Map(),
      weights: { coVisitation: 1, memory: 0 },
    }
    const beside = mix({ ...twins, coVisitation: new Map([[1, 0.5]]), unmet: [2] }, 2)
    expect([...beside.scores]).toEqual([1, expect.closeTo(0.75, 12)])
    expect(mix({ ...twins, coVisitation: new Map([[1, 0.5]]) }, 2).scores[1]).toBeCloseTo(0.5, 12)
    // Without a history nothing is given to anybody.
    expect(mix({ ...twins, coVisitation: new Map(), unmet: [2] }, 2).scores[1]).toBeCloseTo(0.5, 12)
  })

  it('is exact: the list that scoring and sorting every item gives', () => {
    const sparse = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 0.5, noNaN: true })))
    const cases = fc.record({
      // Few distinct scores, so that there are ties.
      scores: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 30, maxLength: 30 }),
      coVisitation: sparse,
      memory: sparse,
      // A negative weight must push an item down, not out of sight of those it falls behind.
      weights: fc.record({ coVisitation: fc.constantFrom(-1, 0, 1), memory: fc.constantFrom(0, 0.3) }),
      unmet: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 8 }),
      exclude: fc.uniqueArray(fc.integer({ min: 1, max: 30 })),
      count: fc.integer({ min: 0, max: 40 }),
    })
    fc.assert(
      fc.property(cases, ({ scores, coVisitation, unmet, memory, weights, exclude, count }) => {
        const each: MixInput = {
          scores: Float32Array.from(scores, (score) => score / 4),
          temperature: 0.25,
          coVisitation: new Map(coVisitation.filter(([row]) => !unmet.includes(row))),
          unmet,
          memory: new Map(memory),
          weights,
          exclude: new Set(exclude),
        }
        const expected = everything(each).slice(0, count)
        const list = mix(each, count)
        expect(list.rows.length).toBe(expected.length)
        for (let i = 0; i < expected.length; i++) {
          expect(list.scores[i]).toBeCloseTo(expected[i].p, 12)
          // Where two items differ by rounding alone, either order is right.
          const next = expected[i + 1]?.p ?? Number.NEGATIVE_INFINITY
          const before = expected[i - 1]?.p ?? Number.POSITIVE_INFINITY
          const alone = expected[i].p - next > 1e-12 && before - expected[i].p > 1e-12
          if (alone && i < expected.length - 1) expect(list.rows[i]).toBe(expected[i].row)
        }
        expect(new Set(list.rows).size).toBe(list.rows.length)
      }),
      { numRuns: 1_000 },
    )
  })

  it("keeps the model's own order, ties by the smaller row, where nothing else is known", () => {
    const scores = Float32Array.of(1, 3, 2, 3, 2)
    const list = mix({ ...input, scores, temperature: 1, coVisitation: new Map(), memory: new Map() }, 4)
    expect([...list.rows]).toEqual([2, 4, 3, 5])
  })

  it('leaves out what is excluded, named or not', () => {
    expect([...mix({ ...input, exclude: new Set([4, 2]) }, 4).rows]).toEqual([1, 3])
  })

  it('names bad input', () => {
    expect(() => mix({ ...input, temperature: 0 }, 1)).toThrow('temperature is 0')
    expect(() => mix({ ...input, memory: new Map([[5, 1]]) }, 1)).toThrow('item row 5 is not in the table')
    expect(() => mix(input, 1.5)).toThrow('count is 1.5')
  })
})
