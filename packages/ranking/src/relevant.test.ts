import { describe, expect, it } from 'vitest'
import { relevant } from './relevant.ts'

const list = [
  { id: 'a', score: 0.4 },
  { id: 'b', score: 0.2 },
  { id: 'c', score: 0.2 },
  { id: 'd', score: -0.1 },
]
const ids = (entries: { id: string }[]) => entries.map(({ id }) => id).join('')

describe('relevant', () => {
  it('keeps what reaches the share of the best', () => {
    expect(ids(relevant(list, 0))).toBe('abcd')
    expect(ids(relevant(list, 0.5))).toBe('abc')
    expect(ids(relevant(list, 0.51))).toBe('a')
    expect(relevant([], 0.5)).toEqual([])
    expect(relevant([{ score: -1 }], 0.5)).toEqual([])
  })
})
