import { describe, expect, it } from 'vitest'
import { readCatalogue } from './read-catalogue.ts'

const columns = {
  id: ['a', 'b', 'c'],
  title: ['Grinder', null, 'Cup'],
  url: ['grinder', 'b', null],
  image: ['1', null, '3'],
  price: [59.9, null, 0],
  category: [1, 0, null],
  brand: [0, null, 0],
  categories: [['Kitchen'], ['Kitchen', 'Coffee']],
  brands: ['Zephyr'],
  urlPrefix: '/p/',
  imagePrefix: 'https://images.example/',
  imageSuffix: '.webp',
}
const read = (given: unknown, size = 3) => readCatalogue(new TextEncoder().encode(JSON.stringify(given)), size)

describe('the catalogue', () => {
  it('puts items together from their columns', () => {
    const catalogue = read(columns)
    expect(catalogue.item(catalogue.row('a'))).toEqual({
      id: 'a',
      title: 'Grinder',
      url: '/p/grinder',
      image: 'https://images.example/1.webp',
      price: 59.9,
      category: ['Kitchen', 'Coffee'],
      brand: 'Zephyr',
    })
    expect(catalogue.item(2)).toEqual({ id: 'b', url: '/p/b', category: ['Kitchen'] })
    expect(catalogue.item(3)).toEqual({
      id: 'c',
      title: 'Cup',
      image: 'https://images.example/3.webp',
      price: 0,
      brand: 'Zephyr',
    })
    expect(catalogue.row('unknown')).toBe(0)
    expect([1, 2, 3].map(catalogue.category)).toEqual([1, 0, null])
  })

  it('needs no column but the ids', () => {
    expect(read({ id: ['a'] }, 1).item(1)).toEqual({ id: 'a' })
  })

  it.each([
    ['items', null],
    ['"id" is missing', { title: ['a', 'b', 'c'] }],
    ['"id" has 2 entries, not 3', { id: ['a', 'b'] }],
    ['"id"[1] is "a"', { ...columns, id: ['a', 'a', 'c'] }],
    ['"id"[2] is 3', { ...columns, id: ['a', 'b', 3] }],
    ['"title" has 1 entries', { ...columns, title: ['a'] }],
    ['"title"[0] is {}', { ...columns, title: [{}, 'b', 'c'] }],
    ['"price"[1] is "9"', { ...columns, price: [1, '9', 3] }],
    ['"category"[0] is 2', { ...columns, category: [2, 0, 0] }],
    ['"brand"[0] is -1', { ...columns, brand: [-1, 0, 0] }],
    ['"categories"[0] is "Kitchen"', { ...columns, categories: ['Kitchen', 'Coffee'] }],
    ['"urlPrefix"[0] is 7', { ...columns, urlPrefix: 7 }],
    ['"url"[0] is "javascript:alert(1)"', { ...columns, urlPrefix: '', url: ['javascript:alert(1)', 'b', 'c'] }],
    ['"url"[2]', { ...columns, urlPrefix: '', url: ['a', 'b', '\u0001java\nscript:alert(1)'] }],
    ['"url"[0] is "script:alert(1)"', { ...columns, urlPrefix: 'java', url: ['script:alert(1)', 'b', 'c'] }],
    ['"image"[0] is "vbscript:x"', { ...columns, imagePrefix: '', image: ['vbscript:x', 'b', 'c'] }],
  ])('refuses %s', (message, given) => {
    expect(() => read(given)).toThrow(
      expect.objectContaining({ name: 'ModelInvalid', message: expect.stringContaining(message) }),
    )
  })

  it('refuses what is no JSON', () => {
    expect(() => readCatalogue(Uint8Array.of(0x7b, 0xff), 1)).toThrow(expect.objectContaining({ name: 'ModelInvalid' }))
  })
})
