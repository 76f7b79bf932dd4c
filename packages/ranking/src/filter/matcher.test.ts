import type { Item } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { matcher } from './matcher.ts'
import { parseFilter } from './parse-filter.ts'

const cup: Item = { id: 'c1', title: 'Cup', brand: 'Zephyr', category: ['Kitchen', 'Cups'], price: 12 }
const bare: Item = { id: 'b1' }
const free: Item = { id: 'f1', price: 0, category: ['Kitchenware', 'A > B'], brand: 'Tide' }
const passes = (filter: string) => [cup, bare, free].filter(matcher(parseFilter(filter))).map(({ id }) => id)

describe('a filter asked of items', () => {
  it.each<[filter: string, ids: string[]]>([
    ['price = 12', ['c1']],
    ['price < 12', ['f1']],
    ['price <= 12', ['c1', 'f1']],
    ['price > 0', ['c1']],
    ['price >= 0', ['c1', 'f1']],
    ['price = -0', ['f1']],
    ['price in [0, 12]', ['c1', 'f1']],
    ['id in ["b1", "c1"]', ['c1', 'b1']],
    ['title = "Cup"', ['c1']],
    ['title = "cup"', []],
    ['category = "Kitchen"', ['c1']],
    ['category = "Kitchen > Cups"', ['c1']],
    ['category = " Kitchen>Cups "', ['c1']],
    ['category = "Cups"', []],
    ['category = "Kit"', []],
    ['category = "Kitchenware > A > B"', ['f1']],
    ['category in ["Garden", "Kitchen"]', ['c1']],
    ['price >= 10 and price < 50 and category in ["Kitchen"] and not brand = "Zephyr"', []],
    ['price >= 10 and price < 50 and category in ["Kitchen"] and not brand = "Tide"', ['c1']],
    ['price = 12 or id = "b1"', ['c1', 'b1']],
  ])('%s', (filter, ids) => expect(passes(filter)).toEqual(ids))

  it('takes what an item does not have as no match, and the negations as the rest', () => {
    expect(passes('price != 12')).toEqual(['b1', 'f1'])
    expect(passes('not price = 12')).toEqual(['b1', 'f1'])
    expect(passes('brand not in ["Zephyr"]')).toEqual(['b1', 'f1'])
    expect(passes('category != "Kitchen"')).toEqual(['b1', 'f1'])
    expect(passes('not price > 5')).toEqual(['b1', 'f1'])
    expect(passes('price <= 5')).toEqual(['f1'])
    expect(passes('has brand')).toEqual(['c1', 'f1'])
    expect(passes('not has category')).toEqual(['b1'])
  })
})
