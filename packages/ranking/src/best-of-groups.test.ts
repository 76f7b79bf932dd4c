import { expect, it } from 'vitest'
import { bestOfGroups } from './best-of-groups.ts'

it('gives each group its best entry and the sum of its scores', () => {
  const list = [
    { id: 'a', path: ['A', 'x'], score: 5 },
    { id: 'b', path: ['B'], score: 4 },
    { id: 'none', path: undefined, score: 4 },
    { id: 'b2', path: ['B'], score: 3 },
    { id: 'a,x', path: ['A,x'], score: 1 },
  ]
  expect(bestOfGroups(list, ({ path }) => path)).toEqual([
    { id: 'b', path: ['B'], score: 7, group: ['B'] },
    { id: 'a', path: ['A', 'x'], score: 5, group: ['A', 'x'] },
    { id: 'a,x', path: ['A,x'], score: 1, group: ['A,x'] },
  ])
  expect(list[1].score).toBe(4)
})
