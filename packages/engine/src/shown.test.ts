import { describe, expect, it } from 'vitest'
import { createShown } from './shown.ts'

const list = (name: string, page = '/home', rotate = false) => ({ page, list: name, rotate })

describe('what was shown', () => {
  it('keeps the lists of a page apart, and takes what a list had before out when it is asked for again', () => {
    const shown = createShown()
    shown.add(list('one'), ['a', 'b'])
    shown.add(list('two'), ['c'])
    shown.add(list('one', '/other'), ['z'])
    expect(shown.elsewhere(list('two'))).toEqual(['a', 'b'])
    expect(shown.elsewhere(list('one'))).toEqual(['c'])
    shown.add(list('one'), ['d'])
    expect(shown.elsewhere(list('two'))).toEqual(['d'])
    expect(shown.elsewhere(list('three', '/new'))).toEqual([])
    // A list on no page is nobody's neighbour.
    shown.add(list('one', ''), ['x'])
    expect(shown.elsewhere(list('two', ''))).toEqual([])
  })

  it('counts showings of lists that rotate, until the item is clicked', () => {
    const shown = createShown()
    for (let i = 0; i < 3; i++) shown.add(list('one', '', true), ['a', 'b'])
    shown.add(list('two'), ['a'])
    expect(['a', 'b', 'c'].map(shown.times)).toEqual([3, 3, 0])
    shown.clicked('a')
    expect(['a', 'b'].map(shown.times)).toEqual([0, 3])
    shown.forget()
    expect(shown.times('b')).toBe(0)
  })

  it('answers the lists of one page one after the other, also after one has failed', async () => {
    const shown = createShown()
    const order: string[] = []
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const first = shown.inTurn('/home', async () => {
      await held
      order.push('first')
      throw new Error('no')
    })
    const second = shown.inTurn('/home', async () => order.push('second'))
    const other = shown.inTurn('/other', async () => order.push('other'))
    const free = shown.inTurn('', async () => order.push('free'))
    await Promise.all([other, free])
    release()
    await expect(first).rejects.toThrow('no')
    await second
    expect(order.slice(0, 2).sort()).toEqual(['free', 'other'])
    expect(order.slice(2)).toEqual(['first', 'second'])
  })

  it('forgets the pages of long ago', () => {
    const shown = createShown()
    for (let page = 0; page <= 50; page++) shown.add(list('one', `/${page}`), ['a'])
    expect(shown.elsewhere(list('two', '/0'))).toEqual([])
    expect(shown.elsewhere(list('two', '/1'))).toEqual(['a'])
  })
})
