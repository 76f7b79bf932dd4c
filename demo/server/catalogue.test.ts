import type { Item } from 'penchant'
import { describe, expect, it } from 'vitest'
import { catalogueOf } from './catalogue.ts'
import { publishedOf } from './test/published-of.ts'

const made = (items: Item[]) => catalogueOf(publishedOf(items), 'EUR')
const names = (items: Item[]) => made(items).departments.map(({ name }) => name)

describe('catalogueOf', () => {
  it('follows the categories where there are any, with an address of its own for each', () => {
    const catalogue = made([
      { id: 'a', category: ['Home & Garden', 'Pots'] },
      { id: 'b', category: ['Home / Garden', 'Pots'] },
      { id: 'c', category: ['Home & Garden', 'Lamps'] },
      { id: 'd', category: ['<b>'] },
    ])
    expect(catalogue.dividedBy).toBe('category')
    expect([...catalogue.byPath.keys()]).toEqual([
      'home-garden',
      'home-garden/pots',
      'home-garden-2',
      'home-garden-2/pots',
      'home-garden/lamps',
      'b',
    ])
    expect(catalogue.byPath.get('home-garden')?.items.map(({ id }) => id)).toEqual(['a', 'c'])
    expect(catalogue.departmentOf({ id: 'c' })?.path).toBe('home-garden/lamps')
  })

  it('falls back on price bands in round numbers, then on brands, then on nothing', () => {
    const priced = Array.from({ length: 100 }, (_, i) => ({ id: `${i}`, price: 0.37 + i * 0.11 }))
    expect(names(priced)).toEqual(['Under €2.50', '€2.50 to €5', '€5 to €7.50', '€7.50 to €10', '€10 and more'])
    expect(made(priced).departments.flatMap(({ items }) => items)).toHaveLength(100)
    expect(
      names([
        { id: 'a', brand: 'TIDE' },
        { id: 'b', brand: '73' },
        { id: 'c', brand: '73' },
      ]),
    ).toEqual(['Brand 73', 'Tide'])
    expect(made([{ id: 'a' }, { id: 'b' }]).dividedBy).toBe('nothing')
    expect(
      made([
        { id: 'a', price: 5 },
        { id: 'b', price: 5 },
      ]).dividedBy,
    ).toBe('nothing')
  })

  it('knows which items are one product in several colours', () => {
    const catalogue = made([
      { id: 'moss', title: 'Mug, tall, Moss', brand: 'Tide' },
      { id: 'clay', title: 'Mug, tall, Clay', brand: 'Tide' },
      { id: 'other', title: 'Mug, tall, Moss', brand: 'Kestrel' },
      { id: 'plain', title: 'Mug' },
    ])
    const variants = (id: string) =>
      catalogue.variants(catalogue.byId.get(id)!).map(({ name, item }) => [name, item.id])
    expect(variants('moss')).toEqual([
      ['Clay', 'clay'],
      ['Moss', 'moss'],
    ])
    expect(catalogue.items.map(({ id }) => id)).toEqual(['moss', 'other', 'plain'])
    expect(variants('other')).toEqual([])
    expect(variants('plain')).toEqual([])
  })
})
