import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { interactionsFromEvent } from '../interactions-from-event.ts'
import { dataLayer } from './data-layer.ts'
import type { Page } from './page.ts'

interface Heard {
  source: string
  name: string
  params: unknown
}

afterEach(() => vi.unstubAllGlobals())

/** Reads the data layer of a page, which is `layer`, as the script tag's sources do. */
function listen(layer?: unknown, fromNow = false) {
  const heard: Heard[] = []
  const errors: Error[] = []
  const emitAs = (source: string) => (name: string, params: unknown) => {
    heard.push({ source, name, params })
    errors.push(...interactionsFromEvent(name, params, 1).errors)
  }
  const host: { dataLayer?: unknown[] } = layer === undefined ? {} : { dataLayer: layer as unknown[] }
  vi.stubGlobal('window', host)
  const page = { emitAs, fromNow, report: (error: Error) => errors.push(error) } as unknown as Page
  const stop = dataLayer(page)(emitAs('data-layer'))
  const names = () => heard.map(({ source, name }) => `${source}: ${name}`)
  return { heard, names, errors, stop, messages: () => errors.map(({ message }) => message), layer: host.dataLayer! }
}

function gtag(...given: unknown[]): IArguments {
  return (function (this: void, ..._: unknown[]) {
    // biome-ignore lint/complexity/noArguments: it is what gtag() pushes
    return arguments
  })(...given)
}
const item = { item_id: 'a', price: '12.50' }

describe('the data layer', () => {
  it('is read by both ways into it: what was there, and what comes', () => {
    const { names, layer, errors, heard } = listen([
      { 'gtm.start': 1, event: 'gtm.js' },
      { event: 'view_item', ecommerce: { items: [item] } },
    ])
    layer.push(gtag('event', 'add_to_cart', { items: [item], value: 12.5 }))
    layer.push(
      gtag('config', 'G-1'),
      { ecommerce: null },
      { event: 'purchase', ecommerce: { transaction_id: 't', items: [item] } },
    )
    expect(names()).toEqual(['data-layer: view_item', 'gtag: add_to_cart', 'data-layer: purchase'])
    expect(heard[2]?.params).toEqual({ transaction_id: 't', items: [item] })
    expect(errors).toEqual([])
  })

  it('is made where the page has none yet, and left alone where it was there and the visitor had refused', () => {
    expect(listen().layer).toHaveLength(0)
    const { names, layer } = listen([{ event: 'view_item', ecommerce: { items: [item] } }], true)
    layer.push({ event: 'add_to_cart', ecommerce: { items: [item] } })
    expect(names()).toEqual(['data-layer: add_to_cart'])
  })

  it('keeps `ecommerce` for the events after it, until it is null', () => {
    const { heard, messages } = listen([
      { ecommerce: { items: [item] } },
      { event: 'view_item' },
      { event: 'search', search_term: 'mill' },
      { ecommerce: null },
      { event: 'add_to_cart' },
      { event: 'add_to_cart', items: [{ id: 'b' }] },
    ])
    expect(heard.map(({ params }) => params)).toEqual([
      { items: [item] },
      { search_term: 'mill' },
      {},
      { items: [{ item_id: 'b' }] },
    ])
    expect(messages()).toEqual([expect.stringMatching(/add_to_cart.*items is undefined; give an array/)])
  })

  it('says nothing of what is no e-commerce, nor of a whole order that is refunded', () => {
    const { heard, errors } = listen([
      null,
      'view_item',
      7,
      () => {},
      { event: 'page_view' },
      { event: 'scroll', percent_scrolled: 90 },
      { event: 'other', item_id: 'a' },
      { event: 'toString' },
      gtag('event', 'scroll', { percent_scrolled: 90 }),
      gtag('consent', 'default', {}),
      { event: 'refund', ecommerce: { transaction_id: 't' } },
    ])
    expect(heard).toEqual([])
    expect(errors).toEqual([])
  })

  it('reads at most 200 items, and says so', () => {
    const items = Array.from({ length: 250 }, (_, i) => ({ item_id: `i${i}` }))
    const { heard, messages } = listen([{ event: 'view_item_list', ecommerce: { items } }])
    expect(heard[0]?.params).toMatchObject({ items: { length: 200 } })
    expect(messages()).toEqual([expect.stringMatching(/view_item_list: items\.length is 250; at most 200/)])
  })
})

describe('the page’s own push', () => {
  it('gets what it would have got, answers what it would have answered, and throws what it would have thrown', () => {
    const given: unknown[][] = []
    const layer: unknown[] = []
    layer.push = function (this: unknown[], ...entries: unknown[]) {
      expect(this).toBe(layer)
      given.push(entries)
      if (entries[0] === 'throw') throw new Error('the page’s own')
      return 42
    }
    const own = layer.push
    const { stop, names } = listen(layer)
    const entry = { event: 'view_item', ecommerce: { items: [item] } }
    expect(layer.push(entry, 1)).toBe(42)
    expect(() => layer.push('throw')).toThrow('the page’s own')
    expect(given).toEqual([[entry, 1], ['throw']])
    expect(given[0]?.[0]).toBe(entry)
    expect(names()).toEqual(['data-layer: view_item'])
    stop()
    expect(layer.push).toBe(own)
  })

  it('is left to a tag manager that came after us, which goes on hearing everything', () => {
    const { layer, stop, names } = listen()
    const ours = layer.push
    const manager: unknown[] = []
    layer.push = (...entries: unknown[]) => {
      manager.push(...entries)
      return ours.apply(layer, entries)
    }
    const entry = { event: 'view_item', ecommerce: { items: [item] } }
    layer.push(entry)
    stop()
    layer.push(entry)
    expect(names()).toEqual(['data-layer: view_item'])
    expect(manager).toEqual([entry, entry])
    expect([...layer]).toEqual([entry, entry])
  })

  it('is heard in the order of the page, also where it pushes more while it handles a push', () => {
    const layer: unknown[] = []
    const { names } = listen(
      Object.assign(layer, {
        push(...entries: unknown[]) {
          if ((entries[0] as { event: string }).event === 'view_item') {
            layer.push({ event: 'view_cart', ecommerce: { items: [item] } })
          }
          return layer.length
        },
      }),
    )
    layer.push({ event: 'view_item', ecommerce: { items: [item] } })
    expect(names()).toEqual(['data-layer: view_item', 'data-layer: view_cart'])
  })

  it('is not touched where `dataLayer` is something else', () => {
    const element = { tagName: 'DIV', push: () => 1 }
    const { messages, stop } = listen(element)
    expect(messages()).toEqual([expect.stringContaining('dataLayer is no array')])
    expect(Object.keys(element)).toEqual(['tagName', 'push'])
    stop()
  })
})

describe('what is hostile', () => {
  const trap = (): never => {
    throw new Error('do not touch')
  }
  const thrower = (fields: Record<string, unknown>, ...names: string[]) => {
    for (const name of names) Object.defineProperty(fields, name, { get: trap, enumerable: true })
    return fields
  }
  const revoked = () => {
    const { proxy, revoke } = Proxy.revocable([], {})
    revoke()
    return proxy
  }
  const cyclic: Record<string, unknown> = { item_id: 'a' }
  cyclic.item_category = cyclic
  cyclic.price = cyclic

  it.each<[what: string, entry: unknown, told: RegExp, kept: number]>([
    [
      'a price that throws',
      { event: 'view_item', items: [thrower({ item_id: 'a' }, 'price')] },
      /items\[0\]\.price throws .*do not touch/,
      1,
    ],
    ['an id that throws', { event: 'view_item', items: [thrower({}, 'item_id')] }, /items\[0\]\.item_id throws/, 0],
    ['items that throw', { event: 'view_item', ecommerce: thrower({}, 'items') }, /items throws when it is read/, 0],
    ['an event that throws', thrower({}, 'event'), /an entry throws when it is read/, 0],
    ['an item that was revoked', { event: 'view_item', items: [revoked()] }, /items\[0\].*throws/, 0],
    ['items that were revoked', { event: 'view_item', items: revoked() }, /items is \{\}; give an array/, 0],
    ['a circle', { event: 'view_item', items: [cyclic] }, /items\[0\]\.price is \{\}; give a number/, 1],
    [
      'an id that is an object',
      { event: 'view_item', items: [{ item_id: { toString: trap } }] },
      /items\[0\]\.item_id is \{\}; give the shop/,
      0,
    ],
    [
      'something that throws what throws',
      {
        event: 'view_item',
        get ecommerce() {
          throw thrower({}, 'message')
        },
      },
      /an entry throws/,
      0,
    ],
  ])('%s is told by name, and the rest is kept', (_, entry, told, kept) => {
    const { layer, messages, heard, errors } = listen()
    expect(layer.push(entry)).toBe(1)
    const stored = heard.flatMap(({ name, params }) => interactionsFromEvent(name, params, 1).interactions)
    expect(stored).toHaveLength(kept)
    expect(messages()).toContainEqual(expect.stringMatching(told))
    expect(new Set(errors.map(({ name }) => name))).toEqual(new Set(['InvalidEvent']))
  })

  it('never throws into the page, and only plain data comes of it', () => {
    const value = fc.oneof(
      fc.anything({
        withBigInt: true,
        withNullPrototype: true,
        withDate: true,
        withMap: true,
        withSparseArray: true,
        withTypedArray: true,
      }),
      fc.constantFrom<unknown>(
        cyclic,
        thrower({}, 'length', 'item_id'),
        Symbol('s'),
        trap,
        Number.NaN,
        new Proxy({}, { get: trap }),
      ),
    )
    const name = fc.oneof(
      fc.constantFrom('view_item', 'add_to_cart', 'purchase', 'search', 'view_item_list', 'refund', '__proto__'),
      value,
    )
    const entries = fc.array(
      fc.oneof(value, fc.record({ item_id: value, price: value, quantity: value, id: value }, { requiredKeys: [] })),
    )
    const ecommerce = fc.oneof(
      value,
      fc.record({ items: fc.oneof(value, entries), transaction_id: value, search_term: value }, { requiredKeys: [] }),
    )
    const entry = fc.oneof(
      value,
      fc.record({ event: name, ecommerce, items: value }, { requiredKeys: [] }),
      fc.tuple(fc.oneof(fc.constant('event'), value), name, ecommerce).map((all) => gtag(...all)),
    )
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), (before, later) => {
        const { layer, heard, errors } = listen([...before])
        for (const one of later) layer.push(one)
        expect(layer).toHaveLength(before.length + later.length)
        for (const { params } of heard) expect(structuredClone(params)).toEqual(params)
        for (const error of errors) expect(error.name).toBe('InvalidEvent')
        vi.unstubAllGlobals()
      }),
      { numRuns: 1000 },
    )
  })
})
