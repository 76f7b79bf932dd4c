import { describe, expect, it } from 'vitest'
import { checkRequest } from './check-request.ts'

describe('a request', () => {
  it('is filled in where it says nothing', () => {
    expect(checkRequest({ seed: undefined })).toMatchObject({
      kind: 'for-you',
      seed: '',
      after: [],
      count: 10,
      exclude: [],
      filter: null,
      boost: [],
      pin: [],
      rotate: false,
      maxPerCategory: Number.POSITIVE_INFINITY,
      diversity: 0,
      minimumRelevance: 0,
      page: '',
    })
  })

  it('reads its expressions, puts what is hidden to what is excluded, and counts what is to be ordered', () => {
    const { filter, boost, exclude } = checkRequest({
      filter: 'price < 5',
      boost: [{ when: 'brand = "Zephyr"', by: 2 }],
      exclude: ['a'],
      hide: ['b'],
    })
    expect([filter!({ id: 'x', price: 4 }), filter!({ id: 'x', price: 5 })]).toEqual([true, false])
    expect([boost[0].when({ id: 'x', brand: 'Zephyr' }), boost[0].by]).toEqual([true, 2])
    expect(exclude).toEqual(['a', 'b'])
    const many = Array.from({ length: 300 }, (_, i) => `i${i}`)
    expect(checkRequest({ kind: 'rerank', items: [...many, 'i0'] })).toMatchObject({ count: 300, items: many })
  })

  it.each<[field: string, request: unknown, remedy?: string]>([
    ['the request', null],
    ['the request', 'popular'],
    ['the request', []],
    ['context.fields', { context: { fields: 'phone' } }],
    ['context.fields.age', { context: { fields: { age: 30 } } }, 'give a text'],
    [
      'context.fields',
      { context: { fields: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [i, ''])) } },
      'at most 16',
    ],
    ['filtr', { filtr: 'price < 5' }, 'no such field: give kind, seed'],
    ['kind', { kind: 'best' }, 'give one of for-you, similar, bought-together, because-you-viewed'],
    ['seed', { kind: 'similar' }],
    ['seed', { kind: 'bought-together', seed: '' }],
    ['seed', { kind: 'similar', seed: 7 }],
    ['query', { kind: 'search', query: 7 }, 'what is looked for'],
    ['query', { kind: 'search', query: 'x'.repeat(1001) }, 'at most 1000'],
    ['fallbackKinds', { fallbackKinds: 'popular' }, 'give an array of for-you'],
    ['fallbackKinds', { fallbackKinds: ['popular', 'brands'] }],
    ['fallbackKinds', { kind: 'brands', fallbackKinds: ['popular'] }, 'has none'],
    ['seed', { fallbackKinds: ['trending', 'similar'] }, '"similar" needs'],
    ['frequencyCap', { frequencyCap: 3 }],
    ['frequencyCap.times', { frequencyCap: { times: 0 } }],
    ['frequencyCap.per', { frequencyCap: { times: 1, per: 'year' } }, 'session, day, week'],
    ['items', { kind: 'rerank' }, 'needs the ids'],
    ['items', { kind: 'rerank', items: [7] }],
    ['items', { items: ['a'] }, 'only the kind "rerank" takes items'],
    ['items.length', { kind: 'rerank', items: Array.from({ length: 1001 }, (_, i) => `${i}`) }, 'at most 1000'],
    ['count', { count: 0 }],
    ['count', { count: 101 }],
    ['count', { count: 2.5 }],
    ['exclude', { exclude: 'i1' }],
    ['exclude', { exclude: [1] }],
    ['hide', { hide: 'i1' }],
    ['filter', { filter: 7 }, 'give an expression such as "price < 50"'],
    ['filter, character 7', { filter: 'price ~ 5' }],
    ['boost', { boost: { when: 'price < 5', by: 2 } }],
    ['boost', { boost: Array(21).fill({ when: 'price < 5', by: 2 }) }, 'at most 20'],
    ['boost[1]', { boost: [{ when: 'price < 5', by: 2 }, null] }],
    ['boost[0].when, character 9', { boost: [{ when: 'price < x', by: 2 }] }],
    ['boost[0].by', { boost: [{ when: 'price < 5', by: 0 }] }, 'above 1 boosts, below 1 buries'],
    ['boost[0].factor', { boost: [{ when: 'price < 5', factor: 2 }] }, 'give when, by'],
    ['pin', { pin: 'a' }],
    ['pin[0].id', { pin: [{ place: 1 }] }],
    ['pin[0].place', { pin: [{ id: 'a', place: 5 }], count: 4 }, 'from 1 to 4'],
    [
      'pin[1].place',
      {
        pin: [
          { id: 'a', place: 1 },
          { id: 'b', place: 1 },
        ],
      },
      'give each place once',
    ],
    [
      'pin[1].id',
      {
        pin: [
          { id: 'a', place: 1 },
          { id: 'a', place: 2 },
        ],
      },
      'give each id once',
    ],
    ['diversity', { diversity: 1.1 }],
    ['novelty', { novelty: -0.1 }],
    ['priceBand', { priceBand: true }],
    ['minimumRelevance', { minimumRelevance: Number.NaN }],
    ['maxPerCategory', { maxPerCategory: 0 }],
    ['maxPerBrand', { maxPerBrand: '2' }],
    ['rotate', { rotate: 1 }],
    ['excludeSeen', { excludeSeen: 'yes' }],
    ['excludeBought', { excludeBought: 1 }],
    ['excludeCart', { excludeCart: 0 }],
    ['page', { page: 7 }],
  ])('with a wrong %s is refused by that name: %j', (field, request, remedy) => {
    const message = expect.stringMatching(new RegExp(`^${field.replace(/[[\].]/g, '\\$&')}(: | is )`))
    expect(() => checkRequest(request)).toThrow(expect.objectContaining({ name: 'InvalidRequest', message }))
    if (remedy) expect(() => checkRequest(request)).toThrow(remedy)
  })
})
