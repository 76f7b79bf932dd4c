import { describe, expect, it } from 'vitest'
import { CoVisitationCounter, type CoVisitationOptions } from './co-visitation-counter.ts'
import type { Neighbours } from './neighbours.ts'

const ONE_HOP: CoVisitationOptions = { popularityPower: 0 }

/** Neighbours of one item as `{ row: weight }`, to five places. */
function neighboursOf({ offsets, rows, weights }: Neighbours, row: number): Record<number, number> {
  const list: Record<number, number> = {}
  for (let i = offsets[row - 1]; i < offsets[row]; i++) list[rows[i]] = Math.round(weights[i] * 1e5) / 1e5
  return list
}

function count(items: number, sequences: number[][], options: CoVisitationOptions = ONE_HOP, k = 100): Neighbours {
  const counter = new CoVisitationCounter(items, options)
  for (const sequence of sequences) counter.add(sequence)
  return counter.finish(k)
}

describe('CoVisitationCounter', () => {
  it('counts 1 / distance forwards, half of it backwards, and normalises each row', () => {
    const neighbours = count(4, [[1, 2, 3], [4]])
    // 1: 2 at distance 1, 3 at distance 2. 2: 3 ahead, 1 behind. 3: 2 behind, 1 two behind. 4 was alone.
    expect(neighboursOf(neighbours, 1)).toEqual({ 2: 0.66667, 3: 0.33333 })
    expect(neighboursOf(neighbours, 2)).toEqual({ 3: 0.66667, 1: 0.33333 })
    expect(neighboursOf(neighbours, 3)).toEqual({ 2: 0.66667, 1: 0.33333 })
    expect(neighboursOf(neighbours, 4)).toEqual({})
  })

  it('keeps an item that is visited again as its own neighbour', () => {
    expect(neighboursOf(count(2, [[1, 1, 2]]), 1)).toEqual({ 1: 0.5, 2: 0.5 })
  })

  it('looks `window` steps far and never into another sequence', () => {
    const neighbours = count(
      6,
      [
        [1, 2, 3, 4],
        [5, 6],
      ],
      { ...ONE_HOP, window: 2 },
    )
    expect(neighboursOf(neighbours, 1)).toEqual({ 2: 0.66667, 3: 0.33333 })
    expect(neighboursOf(neighbours, 4)).toEqual({ 3: 0.66667, 2: 0.33333 })
    expect(neighboursOf(neighbours, 5)).toEqual({ 6: 1 })
  })

  it("divides a neighbour's weight by a power of how often it is visited", () => {
    const neighbours = count(3, [[1, 2], [1, 3], [3], [3], [3]], { popularityPower: 0.5 })
    // 2 was visited once, 3 four times: 1 / √1 against 1 / √4.
    expect(neighboursOf(neighbours, 1)).toEqual({ 2: 0.66667, 3: 0.33333 })
  })

  it('cuts to the k largest, heaviest first, the smaller row first on ties, after normalising', () => {
    const sequences = [
      [1, 5],
      [1, 4],
      [1, 3, 3],
      [1, 2],
    ]
    const { offsets, rows, weights } = count(5, sequences, ONE_HOP, 3)
    // 3 weighs 1 + 1/2, the others 1 each; 5 is the one cut off.
    expect([...rows.slice(offsets[0], offsets[1])]).toEqual([3, 2, 4])
    expect(weights[0]).toBeCloseTo(1.5 / 4.5, 6)
    expect(weights[2]).toBeCloseTo(1 / 4.5, 6)
  })

  it('takes what comes before `from` as context: paired with later items, never with itself', () => {
    const counter = new CoVisitationCounter(4, { popularityPower: 1 })
    counter.add([1, 2, 3], 2)
    const neighbours = counter.finish(10)
    expect(neighboursOf(neighbours, 1)).toEqual({ 3: 1 })
    expect(neighboursOf(neighbours, 2)).toEqual({ 3: 1 })
    // 3 was counted once, 1 and 2 not at all: their popularity does not discount them.
    expect(neighboursOf(neighbours, 3)).toEqual({ 2: 0.66667, 1: 0.33333 })
  })

  it('gives the same for one long stream of appends as for the whole history', () => {
    const history = [3, 1, 4, 1, 5, 2, 2, 5, 3, 5, 4, 1, 2, 4, 3]
    const options = { ...ONE_HOP, window: 4 }
    const streamed = new CoVisitationCounter(5, options)
    for (let end = 1; end <= history.length; end++)
      streamed.add(history.slice(Math.max(0, end - 5), end), Math.min(end - 1, 4))
    const [one, other] = [count(5, [history], options), streamed.finish(100)]
    for (let row = 1; row <= 5; row++) expect(neighboursOf(other, row)).toEqual(neighboursOf(one, row))
  })

  it('skips padding, and a bad row leaves no trace', () => {
    const counter = new CoVisitationCounter(3, ONE_HOP)
    counter.add([1, 0, 2])
    expect(() => counter.add([1, 3, 4])).toThrow('rows[2] is 4; item rows here go from 1 to 3')
    expect(() => counter.add([Number.NaN])).toThrow('rows[0] is NaN')
    counter.add([])
    expect(neighboursOf(counter.finish(9), 1)).toEqual({ 2: 1 })
    expect(() => new CoVisitationCounter(-1)).toThrow('items is -1')
    expect(() => new CoVisitationCounter(3, { window: Number.NaN })).toThrow('window is NaN')
  })

  it.each([false, true])('keeps all when there are many, unordered: %s', (unordered) => {
    const counter = new CoVisitationCounter(300, { ...ONE_HOP, unordered, window: 300 })
    for (let i = 0; i < 60_000; i++) counter.add(i < 30_000 ? [1, 2] : [1, 3], 0, [1, 1])
    // Twice as large a session: in unordered data each of it weighs half.
    for (let i = 0; i < 30_000; i++) counter.add([1, 4, 4, 4], 0, [1, 1, 1, 1])
    const all = Array.from({ length: 290 }, (_, i) => 11 + i)
    counter.add(
      all,
      0,
      all.map(() => 1),
    )
    const neighbours = counter.finish(300)
    const [last, next] = unordered ? [0.42857, 0.28571] : [0.47826, 0.26087]
    expect(neighboursOf(neighbours, 1)).toEqual({ 2: next, 3: next, 4: last })
    for (const row of all) expect(Object.keys(neighboursOf(neighbours, row)).length).toBe(289)
  })

  describe('on unordered data', () => {
    const options: CoVisitationOptions = { ...ONE_HOP, unordered: true }
    function baskets(items: number, rows: number[], sessions: number[], more: CoVisitationOptions = {}) {
      const counter = new CoVisitationCounter(items, { ...options, ...more })
      counter.add(rows, 0, sessions)
      return counter.finish(100)
    }

    it('does not care about the order within a session', () => {
      const one = baskets(6, [1, 2, 3, 4, 5, 6], [1, 1, 1, 2, 2, 3])
      const other = baskets(6, [3, 1, 2, 5, 4, 6], [1, 1, 1, 2, 2, 3])
      for (let row = 1; row <= 6; row++) expect(neighboursOf(other, row)).toEqual(neighboursOf(one, row))
    })

    it("lets a session's items share the weight of one, and later sessions weigh 1 / sessions between", () => {
      // From 1: its own session of two gives 2 a half, the next one of four gives each a quarter.
      expect(neighboursOf(baskets(6, [1, 2, 3, 4, 5, 6], [1, 1, 2, 2, 2, 2]), 1)).toEqual({
        2: 0.33333,
        3: 0.16667,
        4: 0.16667,
        5: 0.16667,
        6: 0.16667,
      })
      // One session on: 1, two on: 1/2. Backwards half of each.
      expect(neighboursOf(baskets(3, [1, 2, 3], [4, 7, 9]), 1)).toEqual({ 2: 0.66667, 3: 0.33333 })
      expect(neighboursOf(baskets(3, [1, 2, 3], [4, 7, 9]), 2)).toEqual({ 3: 0.66667, 1: 0.33333 })
    })

    it('counts the window in sessions', () => {
      expect(neighboursOf(baskets(4, [1, 2, 3, 4], [1, 1, 2, 3], { window: 1 }), 1)).toEqual({ 3: 0.66667, 2: 0.33333 })
      expect(neighboursOf(baskets(4, [1, 2, 3, 4], [1, 1, 2, 3], { window: 0 }), 1)).toEqual({ 2: 1 })
    })

    it('asks for the sessions', () => {
      expect(() => new CoVisitationCounter(2, options).add([1, 2])).toThrow('need `sessions`')
    })
  })
})
