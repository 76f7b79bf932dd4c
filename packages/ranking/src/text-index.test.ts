import { describe, expect, it } from 'vitest'
import { createTextIndex } from './text-index.ts'
import { wordsOf } from './words-of.ts'

const texts = [
  'Flux Enamel Mug, Poppy Drinkware Mugs',
  'Tango Ceramic Mug, Cobalt Drinkware Mugs',
  'Tango Ceramic Vase, Cobalt Decor Vases',
  'Nova Tritan Water Bottle Outdoor Bottles',
  'Crème brûlée torch Kitchen',
  'Tasse Küche',
]
const index = createTextIndex(texts)
const ranked = (query: string) => [...index.search(query)].sort((a, b) => b[1] - a[1]).map(([text]) => text)

describe('a text index', () => {
  it('finds what has more of the words before what has fewer, and rare words before common ones', () => {
    expect(ranked('ceramic mug')[0]).toBe(1)
    expect(new Set(ranked('ceramic mug'))).toEqual(new Set([0, 1, 2]))
    // Only one text is of poppy, two are of tango.
    expect(ranked('poppy tango')[0]).toBe(0)
  })

  it('takes the beginning of a word for the word, and an ending more or fewer', () => {
    expect(ranked('bott')).toEqual([3])
    expect(new Set(ranked('vases'))).toEqual(new Set([2]))
    expect(ranked('enamels')).toEqual([0])
    expect(ranked('tassen')).toEqual([5])
    expect(ranked('mugging')).toEqual([])
    // The whole word counts for more than its beginning.
    const { search } = createTextIndex(['mug', 'mugwort'])
    expect(search('mug').get(0)!).toBeGreaterThan(2 * search('mug').get(1)! * 0.99)
  })

  it('knows no accents and no case', () => {
    expect(wordsOf('Crème BRÛLÉE-torch 2.0')).toEqual(['creme', 'brulee', 'torch', '2', '0'])
    expect(ranked('CREME')).toEqual([4])
    expect(ranked('kuche')).toEqual([5])
  })

  it('is Okapi BM25, counted by hand', () => {
    // One word, two texts of two and four words: idf = ln(1 + 1.5/1.5), tf = 2.2 / (1 + 1.2 · (0.25 + 0.75 · 2/3)).
    const { search } = createTextIndex(['red mug', 'blue cup of tea'])
    expect(search('red').get(0)).toBeCloseTo((Math.log(2) * 2.2) / (1 + 1.2 * (0.25 + (0.75 * 2) / 3)), 12)
  })

  it('finds nothing for nothing, and takes whatever somebody types', () => {
    for (const query of ['', '   ', '!?', '(((', 'zzz', '\ud800', 'x'.repeat(10_000)]) expect(ranked(query)).toEqual([])
    expect(createTextIndex([]).search('mug').size).toBe(0)
  })
})
