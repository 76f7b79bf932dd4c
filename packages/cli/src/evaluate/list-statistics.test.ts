import { expect, it } from 'vitest'
import { ShownLists } from './list-statistics.ts'

const POPULARITY = Float32Array.of(0.5, 0.25, 0.25, 0)
const shown = (...lists: number[][]) => {
  const all = new ShownLists(POPULARITY, (a, b) => (a % 2 === b % 2 ? 1 : 0))
  for (const list of lists) all.add(Int32Array.from(list))
  return all.statistics()
}

it('says how much of the catalogue is shown, how evenly, how novel it is and how different within a list', () => {
  expect(shown([1, 2], [3, 4])).toMatchObject({ coverage: 1, gini: expect.closeTo(0, 6), distance: 1 })
  expect(shown([1], [1])).toMatchObject({ coverage: 0.25, gini: 0.75, novelty: 1, distance: 0 })
  expect(shown([1, 3])).toMatchObject({ coverage: 0.5, novelty: 1.5, distance: 0 })
  expect(shown([])).toEqual({ coverage: 0, gini: 0, novelty: 0, distance: 0 })
})
