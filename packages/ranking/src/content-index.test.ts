import { describe, expect, it } from 'vitest'
import { ContentIndex } from './content-index.ts'
import { itemText } from './item-text.ts'

const TEXTS = ['Red coffee mug', 'Blue coffee mug', 'Coffee grinder', 'Garden hose', 'Garden hoses, green', '']
const order = (index: ContentIndex, row: number) =>
  [...index.similarTo(row)].sort((a, b) => b[1] - a[1]).map(([other]) => other)

describe('content similarity', () => {
  it('puts what shares rarer words first, and leaves out what shares none', () => {
    expect(order(new ContentIndex(TEXTS, { trigrams: false }), 1)).toEqual([2, 3])
  })

  it('sees parts of words by their trigrams', () => {
    expect(new ContentIndex(['hose', 'hoses', 'lamp'], { trigrams: false }).similarTo(1).size).toBe(0)
    expect(order(new ContentIndex(['hose', 'hoses', 'lamp']), 1)).toEqual([2])
  })

  it('is a cosine: the same words in any order and case are 1, and it goes both ways', () => {
    const index = new ContentIndex(['Tea pot', 'POT, tea!', 'cup', 'saucer'])
    expect(index.similarTo(1).get(2)).toBeCloseTo(1, 5)
    const other = new ContentIndex(TEXTS)
    expect(other.similarTo(1).get(3)).toBeCloseTo(other.similarTo(3).get(1)!, 6)
    expect(other.similarTo(1).get(3)).toBeLessThan(other.similarTo(1).get(2)!)
  })

  it('says nothing of an item without words, nor by a word that all have', () => {
    expect(new ContentIndex(TEXTS).similarTo(6).size).toBe(0)
    expect(new ContentIndex(['shop', 'shop', 'shop']).similarTo(1).size).toBe(0)
    expect(new ContentIndex(['']).similarTo(1).size).toBe(0)
  })

  it('takes title, brand and category for the words of an item', () => {
    expect(itemText({ id: 'x', title: 'Mug', category: ['Kitchen', 'Mugs'], brand: 'Aurel' })).toBe(
      'Mug Aurel Kitchen Mugs',
    )
    expect(itemText({ id: 'x' })).toBe('')
  })
})
