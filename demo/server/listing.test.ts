import { describe, expect, it } from 'vitest'
import { listing, listingQuery, PAGE_SIZE } from './listing.ts'

const items = Array.from({ length: 60 }, (_, i) => ({
  id: `${i}`,
  brand: i % 3 === 0 ? 'Tide' : 'Kestrel',
  ...(i === 7 ? {} : { price: (i * 37) % 61 }),
}))
const listed = (query: string) => listing(items, listingQuery(new URLSearchParams(query)), ({ id }) => id)

describe('listing', () => {
  it('gives each item once over all pages, and the last page for one beyond', () => {
    const ids = [1, 2, 3].flatMap((page) => listed(`page=${page}`).shown.map(({ id }) => id))
    expect(ids).toEqual(items.map(({ id }) => id))
    expect(listed('page=99').query.page).toBe(3)
    expect(listed('page=1').shown).toHaveLength(PAGE_SIZE)
  })

  it('filters by brand and still offers the others', () => {
    const { total, brands } = listed('brand=Tide')
    expect(total).toBe(20)
    expect(brands).toEqual([
      { brand: 'Kestrel', count: 40 },
      { brand: 'Tide', count: 20 },
    ])
    expect(listed('brand=Nobody').total).toBe(0)
  })

  it('sorts by price both ways, what has none last', () => {
    for (const [sort, sign] of [
      ['price-up', 1],
      ['price-down', -1],
    ] as const) {
      const all = [1, 2, 3].flatMap((page) => listed(`sort=${sort}&page=${page}`).shown)
      const prices = all.slice(0, -1).map(({ price }) => price!)
      expect(prices).toEqual([...prices].sort((a, b) => sign * (a - b)))
      expect(all.at(-1)?.id).toBe('7')
    }
  })

  it('ignores what makes no sense', () => {
    for (const query of ['page=-1', 'page=1.5', 'page=x', 'sort=constructor', 'sort=%3Cb%3E', 'brand=']) {
      expect(listed(query)).toEqual(listed(''))
    }
  })
})
