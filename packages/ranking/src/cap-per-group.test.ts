import { expect, it } from 'vitest'
import { capPerGroup } from './cap-per-group.ts'

it('keeps the first of each group, in order, and all that is of no group', () => {
  const group = (entry: string) => ({ a: 'A', b: 'B', '?': undefined, '0': null })[entry[0]]
  const list = ['a1', 'b1', 'a2', '?1', 'a3', '0', '?2', 'b2', 'b3', '?3']
  expect(capPerGroup(list, 2, group)).toEqual(['a1', 'b1', 'a2', '?1', '0', '?2', 'b2', '?3'])
  expect(capPerGroup(list, Number.POSITIVE_INFINITY, group)).toEqual(list)
})
