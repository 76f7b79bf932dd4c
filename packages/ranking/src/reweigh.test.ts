import { describe, expect, it } from 'vitest'
import { reweigh } from './reweigh.ts'

const list = [
  { id: 'a', score: 0.4 },
  { id: 'b', score: 0.2 },
  { id: 'c', score: 0.2 },
  { id: 'd', score: -0.1 },
]
const ids = (entries: { id: string }[]) => entries.map(({ id }) => id).join('')

describe('reweigh', () => {
  it('keeps the order where nothing changes, and among equals', () => {
    expect(reweigh(list, () => 1)).toEqual(list)
    expect(ids(reweigh(list, ({ id }) => (id === 'a' ? 0.5 : 1)))).toBe('abcd')
  })

  it('raises by a factor above 1 and lowers by one below, also below a score of 0', () => {
    expect(ids(reweigh(list, ({ id }) => (id === 'c' ? 2.1 : 1)))).toBe('cabd')
    expect(ids(reweigh(list, ({ id }) => (id === 'a' ? 0.1 : 1)))).toBe('bcad')
    const cosines = [
      { id: 'x', score: -0.2 },
      { id: 'y', score: -0.3 },
    ]
    expect(ids(reweigh(cosines, ({ id }) => (id === 'y' ? 2 : 1)))).toBe('yx')
    expect(ids(reweigh(cosines, ({ id }) => (id === 'x' ? 0.5 : 1)))).toBe('yx')
    expect(ids(reweigh(cosines, ({ id }) => (id === 'x' ? 0 : 1)))).toBe('yx')
  })
})
