import { describe, expect, it } from 'vitest'
import { createSearch } from './search.ts'

const search = createSearch([
  { id: '1', title: 'Desk Lamp, Oat', brand: 'Lampion', category: ['Living'] },
  { id: '2', title: 'CAFÉ MUG', brand: 'Tide' },
  { id: '3', title: 'Floor Lamp', category: ['Lighting', 'Lamps'] },
  { id: 'SKU-9', title: 'Lampshade', brand: 'Desk & Co' },
])
const found = (term: string) => search(term).map(({ id }) => id)

describe('createSearch', () => {
  it('wants every word, in any case, with or without accents and plurals', () => {
    expect(found('lamps')).toEqual(['1', '3', 'SKU-9'])
    expect(found('cafe MUGS')).toEqual(['2'])
    expect(found('desk lamp')).toEqual(['1', 'SKU-9'])
    expect(found('lamp unicorn')).toEqual([])
  })

  it('finds brands, categories and the item number', () => {
    expect(found('tide')).toEqual(['2'])
    expect(found('lighting')).toEqual(['3'])
    expect(found('sku-9')).toEqual(['SKU-9'])
  })

  it('takes any text for a term', () => {
    for (const term of ['', '   ', '\u0000', '.*+?^()|[]\\', '<script>', 'a'.repeat(10_000), '🦄']) {
      expect(found(term)).toEqual([])
    }
  })
})
