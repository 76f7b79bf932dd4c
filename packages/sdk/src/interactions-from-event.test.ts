import { ITEM_EVENTS, OTHER_EVENTS } from '@penchant/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interactionsFromEvent } from './interactions-from-event.ts'

const TIME = 1_700_000_000_000
const read = (name: unknown, params?: unknown) => interactionsFromEvent(name, params, TIME)
const messages = (name: unknown, params?: unknown) => read(name, params).errors.map(({ message }) => message)

describe('an event in GA4’s vocabulary', () => {
  it('becomes one interaction for each item, with what the model and the panel need', () => {
    const { interactions, errors } = read('purchase', {
      transaction_id: 't1',
      currency: 'EUR',
      value: '59.97',
      recommendation_id: 'r7',
      attribution: 'r7:2',
      items: [
        {
          item_id: 'a',
          item_name: 'Vase',
          item_category: 'Decor',
          price: '19.99',
          quantity: 2,
          item_list_name: 'Basket',
        },
        { item_id: 42, price: 20, quantity: '1', index: 1 },
      ],
    })
    expect(errors).toEqual([])
    expect(interactions).toEqual([
      {
        event: 'purchase',
        time: TIME,
        recommendation: 'r7',
        via: 'r7:2',
        item: 'a',
        about: 'Vase  Decor',
        price: 19.99,
        quantity: 2,
        surface: 'Basket',
      },
      { event: 'purchase', time: TIME, recommendation: 'r7', via: 'r7:2', item: '42', price: 20, quantity: 1 },
    ])
  })

  it('has a short form for one item, and a value of its own where it measures something', () => {
    expect(read('rate_item', { item_id: 'a', rating: '4' }).interactions).toEqual([
      { event: 'rate_item', time: TIME, item: 'a', value: 4 },
    ])
    expect(read('dwell', { item_id: 'a', seconds: 12.5 }).interactions[0]?.value).toBe(12.5)
    expect(read('scroll', { item_id: 'a', depth: 0.4 }).interactions[0]?.value).toBe(0.4)
    expect(read('impression', { items: [{ item_id: 'a' }], surface: 'home' }).interactions).toEqual([
      { event: 'impression', time: TIME, item: 'a', surface: 'home' },
    ])
  })

  it('takes what the page says of an item, and leaves out what is no text', () => {
    const about = (params: object) => read('view_item', params).interactions[0]?.about
    expect(about({ item_id: 'a', item_name: 'Vase', item_brand: 'Tide' })).toBe('Vase Tide ')
    expect(about({ items: [{ item_id: 'a', item_name: { en: 'Vase' }, item_category: ['Decor'] }] })).toBeUndefined()
    expect(about({ item_id: 'a', item_name: 'x'.repeat(501), item_brand: 'Tide' })).toBe(' Tide ')
    expect(read('view_item', { item_id: 'a', item_name: ' ' }).errors).toEqual([])
  })

  it('needs no item where it names none', () => {
    expect(read('search', { search_term: 'grinder' })).toEqual({
      interactions: [{ event: 'search', time: TIME, term: 'grinder' }],
      errors: [],
    })
    expect(read('view_search_results', { search_term: 'mill', items: [{ item_id: 'a' }] }).interactions).toEqual([
      { event: 'view_search_results', time: TIME, term: 'mill', item: 'a' },
    ])
    expect(read('view_cart', { items: [] }).interactions).toEqual([{ event: 'view_cart', time: TIME }])
  })

  it.each([
    ['12.50', 12.5],
    ['1,299', 1299],
    ['1,299.00', 1299],
    ['1.299,00 €', 1299],
    ['12,5', 12.5],
    ['$5', 5],
    ['1 299,90 kr', 1299.9],
    ["CHF 1'299.-", 1299],
    [' 7 ', 7],
    [0, 0],
  ])('reads the price %j as %d', (price, expected) => {
    expect(read('view_item', { items: [{ item_id: 'a', price }] })).toMatchObject({
      interactions: [{ price: expected }],
      errors: [],
    })
  })

  it.each([['free'], ['5 for 10'], [''], ['-3'], [Number.NaN], [{}], [true], ['9'.repeat(50)]])(
    'leaves the price %j out, says so, and keeps the interaction',
    (price) => {
      const { interactions, errors } = read('view_item', { items: [{ item_id: 'a', price }] })
      expect(interactions).toEqual([{ event: 'view_item', time: TIME, item: 'a' }])
      expect(errors.map(({ name }) => name)).toEqual(['InvalidEvent'])
      expect(errors[0]?.message).toContain('items[0].price is ')
    },
  )
})

describe('what is wrong', () => {
  it('is named with its field, its value and the remedy, and the valid items of the event are kept', () => {
    const { interactions, errors } = read('add_to_cart', {
      items: [{ item_id: 'a' }, { item_id: '' }, null, 'b', { item_name: 'C' }, { item_id: 'd' }],
    })
    expect(interactions.map(({ item }) => item)).toEqual(['a', 'd'])
    expect(errors.map(({ message }) => message)).toEqual([
      'track("add_to_cart"): items[1].item_id is ""; give the shop\'s own id, 1 to 500 characters.',
      'track("add_to_cart"): items[2] is null; give an object such as { item_id: "sku-1" }.',
      'track("add_to_cart"): items[3] is "b"; give an object such as { item_id: "sku-1" }.',
      'track("add_to_cart"): items[4].item_id is undefined; give the shop\'s own id, 1 to 500 characters.',
    ])
  })

  it.each([
    ['view_itm', { item_id: 'a' }, /the event is "view_itm"; give a GA4/],
    [undefined, { item_id: 'a' }, /the event is undefined; /],
    ['view_item', 'a', /params is "a"; give an object/],
    ['view_item', {}, /items is undefined; give an array/],
    ['view_item', { items: [] }, /items is \[\]; /],
    ['purchase', { items: { item_id: 'a' } }, /items is \{"item_id":"a"\}; /],
    ['rate_item', { item_id: 'a', rating: 6 }, /rating is 6; give a number from 1 to 5/],
    ['rate_item', { item_id: 'a' }, /rating is undefined; /],
    ['scroll', { item_id: 'a', depth: '40%' }, /depth is "40%"; give a number from 0 to 1/],
    ['search', {}, /search_term is undefined; give what/],
    ['search', { search_term: 'x'.repeat(501) }, /search_term is "x+…; give 1 to 500/],
  ])('%j with %j gives nothing and one error', (name, params, message) => {
    expect(read(name, params).interactions).toEqual([])
    expect(messages(name, params)).toEqual([expect.stringMatching(message)])
  })

  it('past 200 items is left out', () => {
    const items = Array.from({ length: 201 }, (_, index) => ({ item_id: `i${index}` }))
    expect(read('view_item_list', { items }).interactions).toHaveLength(200)
    expect(messages('view_item_list', { items })).toEqual([
      expect.stringMatching(/items\.length is 201; give at most 200/),
    ])
    expect(messages('view_item_list', { items: items.slice(1) })).toEqual([])
  })
})

it('gives only plain, valid interactions or a named error, whatever a page hands in', () => {
  const value = fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true })
  const item = fc.record({ item_id: value, price: value, quantity: value, item_list_name: value }, { requiredKeys: [] })
  const params = fc.record(
    {
      items: fc.oneof(value, fc.array(fc.oneof(value, item))),
      item_id: value,
      search_term: value,
      rating: value,
      seconds: value,
      depth: value,
      surface: value,
      recommendation_id: value,
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...ITEM_EVENTS, ...OTHER_EVENTS), value),
      fc.oneof(params, value),
      (name, given) => {
        const { interactions, errors } = read(name, given)
        expect(interactions.length + errors.length).toBeGreaterThan(0)
        for (const {
          event,
          time,
          item,
          value,
          price,
          quantity,
          term,
          surface,
          recommendation,
          ...rest
        } of interactions) {
          expect(event).toBe(name)
          expect(time).toBe(TIME)
          for (const text of [item, term, surface, recommendation]) if (text !== undefined) expect(text).toMatch(/\S/)
          for (const number of [value, price, quantity])
            if (number !== undefined) expect(number).toBeGreaterThanOrEqual(0)
          expect(rest).toEqual({})
        }
        for (const error of errors) {
          expect(error.name).toBe('InvalidEvent')
          expect(error.message).toMatch(/^track\(.*\): .+ is .+; .+\.$/s)
        }
      },
    ),
    { numRuns: 2000 },
  )
})
