import { expect, it } from 'vitest'
import { twoHops } from './two-hops.ts'

/** 1 → 2 (.75), 3 (.25); 2 → 3 (1); 3 has none; 4 → 1 (1) */
const first = {
  offsets: Uint32Array.of(0, 2, 3, 3, 4),
  rows: Uint32Array.of(2, 3, 3, 1),
  weights: Float32Array.of(0.75, 0.25, 1, 1),
}
const entries = (row: number, weight: number) => {
  const { rows, weights } = twoHops(first, weight).of(row)
  return Array.from(rows, (neighbour, i) => [neighbour, Number(weights[i].toFixed(5))])
}

it("adds the neighbours' neighbours with the weight of the second hop, heaviest first, summing to one", () => {
  // 2: .75; 3: .25 + .5 · .75 · 1
  expect(entries(1, 0.5)).toEqual([
    [2, 0.54545],
    [3, 0.45455],
  ])
  expect(entries(4, 0.5)).toEqual([
    [1, 0.66667],
    [2, 0.25],
    [3, 0.08333],
  ])
})

it('is the first hop where the second weighs nothing, and empty where there is none', () => {
  expect(entries(1, 0)).toEqual([
    [2, 0.75],
    [3, 0.25],
  ])
  expect(entries(3, 0.5)).toEqual([])
})

it('names the items that have no neighbours and are nobody’s', () => {
  expect(twoHops(first, 0.5).unmet).toEqual([])
  expect(twoHops({ ...first, offsets: Uint32Array.of(0, 2, 3, 3, 4, 4) }, 0.5).unmet).toEqual([5])
})

it('gives the same list again after many others', () => {
  const items = 600
  const offsets = Uint32Array.from({ length: items + 1 }, (_, i) => i)
  const chain = {
    offsets,
    rows: Uint32Array.from({ length: items }, (_, i) => 1 + ((i + 1) % items)),
    weights: new Float32Array(items).fill(1),
  }
  const lists = twoHops(chain, 0.5)
  const before = lists.of(1)
  for (let row = 1; row <= items; row++) lists.of(row)
  expect(lists.of(1)).toEqual(before)
})
