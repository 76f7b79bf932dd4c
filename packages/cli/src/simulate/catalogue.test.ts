import { describe, expect, it } from 'vitest'
import { BRANDS } from './brands.ts'
import { createCatalogue } from './catalogue.ts'
import { LEAVES } from './taxonomy.ts'

const DAY = 86_400_000
const FROM = Date.UTC(2025, 2, 3)
const options = { seed: 7, items: 2000, from: FROM, days: 120 }
const { items, lists } = createCatalogue(options)

describe('createCatalogue', () => {
  it('gives every item all that a shop says of it, and no two the same id, title or picture', () => {
    expect(items).toHaveLength(2000)
    for (const item of items) {
      expect(item.title).toMatch(/^\p{L}.*\S, \S/u)
      expect(item.category).toEqual([LEAVES[item.leaf].department, LEAVES[item.leaf].category, LEAVES[item.leaf].name])
      expect(item.variant).not.toBe('')
      expect(item.description).toMatch(/^.{20,160}\.$/)
      expect([item.url, item.image]).toEqual([`/p/${item.id}`, `pictures/${item.id}.svg`])
    }
    for (const key of ['id', 'title', 'image'] as const) expect(new Set(items.map((item) => item[key])).size).toBe(2000)
  })

  it('fills every sub-category, each from several brands that sell there', () => {
    for (const [leaf, list] of lists.entries()) {
      const brands = list.map((row) => BRANDS[items[row].brand])
      expect(list.length).toBeGreaterThanOrEqual(8)
      expect(new Set(brands).size).toBeGreaterThan(1)
      for (const brand of brands) expect(brand.departments).toContain(LEAVES[leaf].department)
    }
    expect(new Set(items.map(({ brand }) => brand)).size).toBe(BRANDS.length)
  })

  it('asks prices within the sub-category that end in .95 or .00, dear brands more than cheap ones', () => {
    for (const { leaf, price } of items) {
      const [low, high] = LEAVES[leaf].price
      expect(price).toBeGreaterThanOrEqual(low)
      expect(price).toBeLessThanOrEqual(high)
      expect([0, 95]).toContain(Math.round(price * 100) % 100)
    }
    const level = (dear: boolean) => {
      const some = items.filter(({ brand }) => (dear ? BRANDS[brand].level >= 1.5 : BRANDS[brand].level <= 0.8))
      return some.reduce((sum, item) => sum + item.level, 0) / some.length
    }
    expect(level(true)).toBeGreaterThan(level(false) + 0.3)
  })

  it('brings new items in over the whole period, with ids in the order of their coming', () => {
    const added = items.map((item) => item.added)
    expect(added).toEqual(added.toSorted((a, b) => a - b))
    const fresh = added.filter((time) => time >= FROM)
    expect(fresh.length).toBeGreaterThan(150)
    expect(fresh.length).toBeLessThan(500)
    expect(fresh[0]).toBeLessThan(FROM + 10 * DAY)
    expect(fresh.at(-1)).toBeGreaterThan(FROM + 110 * DAY)
    expect(fresh.at(-1)).toBeLessThan(FROM + 120 * DAY)
  })

  it('comes again from the same seed only', () => {
    expect(createCatalogue(options).items).toEqual(items)
    const titles = new Set(items.map(({ title }) => title))
    const other = createCatalogue({ ...options, seed: 8 }).items
    expect(other.filter(({ title }) => titles.has(title)).length).toBeLessThan(400)
  })

  it('finds names for far more items than one would think up', () => {
    const large = createCatalogue({ ...options, items: 12_000 }).items
    expect(new Set(large.map(({ title }) => title)).size).toBe(12_000)
  })
})
