import { describe, expect, it } from 'vitest'
import { diversify } from './diversify.ts'

const list = ['a1', 'a2', 'a3', 'b1', 'a4', 'c1']
const sameLetter = (a: string, b: string) => (a[0] === b[0] ? 1 : 0)

describe('diversify', () => {
  it('is the list itself at 0', () => {
    expect(diversify(list, 4, 0, sameLetter)).toEqual(['a1', 'a2', 'a3', 'b1'])
  })

  it('takes what is unlike first at 1, the more relevant of what is equally unlike', () => {
    expect(diversify(list, 5, 1, sameLetter)).toEqual(['a1', 'b1', 'c1', 'a2', 'a3'])
  })

  it('weighs place against likeness in between', () => {
    // a2 is worth .8 · .7 − .3, b1 .4 · .7, c1 nothing.
    expect(diversify(list, 3, 0.3, sameLetter)).toEqual(['a1', 'b1', 'a2'])
    expect(diversify(list, 3, 0.1, sameLetter)).toEqual(['a1', 'a2', 'a3'])
  })

  it('gives what there is', () => {
    expect(diversify(['x'], 9, 0.5, sameLetter)).toEqual(['x'])
    expect(diversify([], 9, 0.5, sameLetter)).toEqual([])
    expect(diversify(list, 99, 0.7, sameLetter).sort()).toEqual([...list].sort())
  })
})

describe('below what stands above', () => {
  it('takes what is unlike it', () => {
    expect(diversify(['a2', 'a3', 'b1'], 1, 1, sameLetter, ['a1'])).toEqual(['b1'])
    expect(diversify(['a2', 'a3', 'b1'], 1, 0, sameLetter, ['a1'])).toEqual(['a2'])
  })
})
