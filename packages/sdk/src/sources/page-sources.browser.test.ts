import type { EventParams } from '@penchant/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { type RunningSources, startPageSources } from './start-page-sources.ts'

type Told = [name: string, params: EventParams]

const address = location.href
let told: Told[]
let errors: Error[]
let running: RunningSources | undefined

beforeEach(() => {
  told = []
  errors = []
})
afterEach(() => {
  running?.stop()
  running = undefined
  vi.useRealTimers()
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
  for (const element of document.head.querySelectorAll('[data-test]')) element.remove()
  for (const name of ['dataLayer', 'analytics']) Reflect.deleteProperty(window, name)
  Reflect.deleteProperty(document, 'visibilityState')
  history.replaceState(null, '', address)
  scrollTo(0, 0)
})

/** Fake, so that seconds pass at once. */
const holdClock = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

function start(names: string, tracked: Told[] = []): void {
  running = startPageSources({
    names: [names],
    take: (name, params) => told.push([name, params ?? {}]),
    report: (error) => errors.push(error),
    tracked,
    fromNow: false,
  })
}
/** What was told, in one line each: the event, its items, and what else it says. */
const lines = () =>
  told.map(([name, { items, item_id, ...rest }]) =>
    [name, ...(items?.map((item) => item.item_id) ?? [item_id ?? []].flat()), ...Object.values(rest)].join(' '),
  )
const events = (name: string) => told.filter(([event]) => event === name).map(([, params]) => params)

function head(html: string): void {
  const template = document.createElement('template')
  template.innerHTML = html
  for (const element of template.content.children) element.setAttribute('data-test', '')
  document.head.append(template.content)
}
const jsonLd = (...values: unknown[]) =>
  head(
    values
      .map(
        (value) =>
          `<script type="application/ld+json">${typeof value === 'string' ? value : JSON.stringify(value)}</script>`,
      )
      .join(''),
  )
const product = (sku: string, fields: object = {}) => ({
  '@context': 'https://schema.org',
  '@type': 'Product',
  sku,
  name: sku,
  ...fields,
})

/** As a tab that is put behind another, or in front again. */
function show(visible: boolean): void {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => (visible ? 'visible' : 'hidden'),
  })
  document.dispatchEvent(new Event('visibilitychange'))
}
const view = (item_id: string) => running?.track('view_item', { items: [{ item_id }] })
/** When everything that the browser does by itself, such as to observe, is done for this and the next frame. */
const frames = async () => {
  for (let i = 0; i < 3; i++) await new Promise((done) => requestAnimationFrame(done))
}

describe('the page’s markup', () => {
  it('is a view of the product that the page is about, with what is said of it', async () => {
    holdClock()
    jsonLd(
      {
        '@context': 'https://schema.org',
        '@graph': [
          { '@type': 'WebPage', name: 'Shop' },
          product('sku-1', {
            name: 'Grinder',
            brand: { '@type': 'Brand', name: 'Mahl' },
            offers: [{ '@type': 'Offer', price: '129.00', priceCurrency: 'EUR' }],
            isRelatedTo: product('sku-2'),
          }),
        ],
      },
      {
        '@type': 'BreadcrumbList',
        itemListElement: [
          { position: 3, name: 'Grinder' },
          { position: 1, item: { '@id': `${location.origin}/`, name: 'Home' } },
          { position: 2, item: { '@id': '/coffee', name: 'Coffee' } },
        ],
      },
      '{ "@type": "Product", "sku": ',
      { '@type': 'ItemList', itemListElement: [{ '@type': 'ListItem', item: product('sku-3') }] },
    )
    start('page-markup')
    await pass(2)
    expect(told).toEqual([
      [
        'view_item',
        {
          items: [
            {
              item_id: 'sku-1',
              item_name: 'Grinder',
              item_brand: 'Mahl',
              price: '129.00',
              currency: 'EUR',
              item_category: 'Coffee',
            },
          ],
        },
      ],
    ])
    expect(errors.map(({ name, message }) => `${name} ${message}`)).toEqual([
      expect.stringMatching(/^InvalidEvent page-markup: JSON-LD script 3 is not read: .*JSON/),
    ])
  })

  it('is no view where it lists products, or where another source reports one', async () => {
    holdClock()
    jsonLd([product('a'), product('b')])
    start('page-markup')
    await pass(2)
    expect(told).toEqual([])
    running?.stop()
    document.head.querySelector('[data-test]')?.remove()

    jsonLd(product('c'))
    start('page-markup data-layer')
    await pass(1)
    ;(window as unknown as { dataLayer: unknown[] }).dataLayer.push({
      event: 'view_item',
      ecommerce: { items: [{ item_id: 'shop-c' }] },
    })
    await pass(5)
    expect(lines()).toEqual(['view_item shop-c'])
  })

  it('is also read from Open Graph', async () => {
    holdClock()
    head(`<meta property="og:type" content="product"><meta property="og:title" content="Mill">
<meta property="product:retailer_item_id" content="og-1"><meta property="product:price:amount" content="9,50"><meta property="product:price:currency" content="EUR">`)
    start('page-markup')
    await pass(2)
    expect(told).toEqual([
      ['view_item', { items: [{ item_id: 'og-1', item_name: 'Mill', price: '9,50', currency: 'EUR' }] }],
    ])
  })

  it('fills in the price that an event leaves out', () => {
    jsonLd(product('a', { offers: { price: 5 } }))
    start('page-markup')
    running?.track('add_to_cart', { items: [{ item_id: 'a', quantity: 2 }, { item_id: 'b' }] })
    expect(told[0]?.[1].items).toEqual([
      expect.objectContaining({ item_id: 'a', price: '5', quantity: 2 }),
      { item_id: 'b' },
    ])
  })

  it('left behind by a page that changes is no view of it', async () => {
    holdClock()
    jsonLd(product('a'))
    start('page-markup')
    await pass(2)
    history.pushState(null, '', '/next')
    await pass(2)
    jsonLd(product('b', { url: '/product/b' }))
    history.pushState(null, '', '/product/b')
    await pass(2)
    expect(lines()).toEqual(['view_item a', expect.stringMatching(/^view_item b/)])
  })
})

describe('an event that several sources report', () => {
  it('counts once: data layer, tag, Segment, markup, click, and the shop’s own call', async () => {
    holdClock()
    const layer: unknown[] = []
    function gtag(..._: unknown[]) {
      // biome-ignore lint/complexity/noArguments: it is what gtag() pushes
      layer.push(arguments)
    }
    let hear = (_name: string, _properties: object) => {}
    Object.assign(window, {
      dataLayer: layer,
      analytics: { on: (_: string, listener: typeof hear) => (hear = listener) },
    })
    jsonLd(product('a'))
    const item = { items: [{ item_id: 'a' }] }
    layer.push({ event: 'view_item', ecommerce: item })
    start('auto', [['view_item', item]])
    gtag('event', 'view_item', item)
    hear('Product Viewed', { product_id: 'a', price: 5 })
    await pass(3)
    for (let i = 0; i < 2; i++) {
      layer.push({ event: 'add_to_cart', ecommerce: item })
      hear('Product Added', { product_id: 'a' })
      running?.track('add_to_cart', item)
    }
    expect(lines()).toEqual(['add_to_cart a', 'add_to_cart a'])
    expect(errors).toEqual([])
  })

  it('takes the shop’s own report of a click for the click', async () => {
    document.body.innerHTML =
      '<ul data-item-list-name="Home"><li data-item-id="a" data-attribution="r1:2"><a href="#a">A</a><button>Wish</button></li></ul><a id="b" data-item-id="b" href="#b">B</a><a data-item-id="c" href="#c">C <button id="wish">Wish</button></a>'
    document.addEventListener('click', (event) => event.preventDefault(), { once: false })
    start('clicks')
    const own = document.querySelector('#b')!
    own.addEventListener('click', () => running?.track('select_item', { items: [{ item_id: 'other-name-of-b' }] }))
    await userEvent.click(document.querySelector('li a')!)
    await userEvent.click(document.querySelector('button')!)
    await userEvent.click(document.querySelector('#wish')!)
    await userEvent.click(own)
    document.querySelector<HTMLElement>('li a')!.click()
    await new Promise((done) => setTimeout(done))
    expect(lines()).toEqual(['select_item a Home r1:2 r1', 'select_item other-name-of-b'])
  })
})

describe('Segment', () => {
  it('is heard in its own names, from a library that comes later', async () => {
    holdClock()
    start('segment')
    let hear = (_name: unknown, _properties?: unknown) => {}
    await pass(2)
    const off = vi.fn()
    Object.assign(window, { analytics: { off, on: (_: string, listener: typeof hear) => (hear = listener) } })
    await pass(1)
    hear('Products Searched', { query: 'mill' })
    hear('Product List Viewed', { list_id: 'l', category: 'Coffee', products: [{ product_id: 1 }, { sku: 's2' }] })
    hear('Product Clicked', { product_id: 'p', sku: 's', position: 3 })
    hear('Order Completed', { order_id: 'o', products: [{ product_id: 'p', price: '5', quantity: 2 }] })
    hear('Order Refunded', { order_id: 'o' })
    hear('Signed Up', { product_id: 'p' })
    hear('constructor', {})
    hear('Product Viewed', {
      get product_id(): string {
        throw new Error('trap')
      },
    })
    expect(lines()).toEqual([
      'search mill',
      'view_item_list 1 s2 l Coffee',
      'select_item p',
      'purchase p o',
      'view_item',
    ])
    expect(told[3]?.[1].items).toEqual([{ item_id: 'p', price: '5', quantity: 2 }])
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/analytics: Product Viewed: items throws .*trap/),
    ])
    running?.stop()
    hear('Product Viewed', { product_id: 'p' })
    expect(told).toHaveLength(5)
    expect(off).toHaveBeenCalledTimes(1)
  })
})

describe('Shopify’s standard events', () => {
  const gid = (kind: string, id: string | number) => `gid://shopify/${kind}/${id}`
  const dispatch = async (type: string, payload: object) => {
    document.dispatchEvent(
      Object.defineProperties(new Event(type, { bubbles: true }), Object.getOwnPropertyDescriptors(payload)),
    )
    for (let i = 0; i < 10; i++) await null
  }
  const lineUpdate = (action: string, lines: object[], promise: Promise<unknown>) =>
    dispatch('shopify:cart:lines-update', { action, context: 'product', lines, promise })

  it('are products, once the cart has taken what was put into it', async () => {
    start('shopify')
    const selectedVariant = { id: gid('ProductVariant', 77), price: { amount: '19.90', currencyCode: 'EUR' } }
    await dispatch('shopify:product:view', {
      context: 'page',
      product: { id: gid('Product', 7), title: 'Mug', selectedVariant },
    })
    await dispatch('shopify:product:view', {
      context: 'collection',
      product: { id: gid('Product', 8), title: 'Cup', selectedVariant: null },
    })
    await dispatch('shopify:search:update', { search: { query: 'mill' }, promise: Promise.resolve({ totalCount: 1 }) })
    const cart = { lines: [{ id: gid('CartLine', 'x?cart=c'), quantity: 1 }] }
    await lineUpdate('add', [{ merchandiseId: gid('ProductVariant', 77), quantity: 1 }], Promise.resolve({ cart }))
    await lineUpdate(
      'add',
      [{ merchandiseId: gid('ProductVariant', 99), quantity: 1 }],
      Promise.resolve({ cart: null, userErrors: [{ message: 'sold out' }] }),
    )
    await lineUpdate(
      'add',
      [{ merchandiseId: gid('ProductVariant', 99), quantity: 1 }],
      Promise.reject(new Error('offline')),
    )
    await dispatch('shopify:cart:view', { context: 'page', cart })
    await lineUpdate(
      'update',
      [{ id: gid('CartLine', 'x?cart=c'), quantity: 3 }],
      Promise.resolve({ cart: { lines: [{ id: gid('CartLine', 'x?cart=c'), quantity: 3 }] } }),
    )
    await lineUpdate(
      'remove',
      [{ id: gid('CartLine', 'x?cart=c'), quantity: 0 }],
      Promise.resolve({ cart: { lines: [] } }),
    )
    await lineUpdate('remove', [{ id: '123:abc', quantity: 0 }], Promise.resolve({ cart: { lines: [] } }))
    expect(lines()).toEqual([
      'view_item 7',
      'impression 8 collection',
      'view_search_results mill',
      'add_to_cart 7',
      'view_cart 7',
      'add_to_cart 7',
      'remove_from_cart 7',
      'remove_from_cart 123',
    ])
    expect(told[3]?.[1].items?.[0]).toMatchObject({ price: '19.90', quantity: 1 })
    expect(told[5]?.[1].items?.[0]).toMatchObject({ quantity: 2 })
    expect(told[6]?.[1].items?.[0]).toMatchObject({ quantity: 3 })
    expect(errors).toEqual([])
  })

  it('with a payload that cannot be read are told, and throw nothing', async () => {
    start('shopify')
    await dispatch('shopify:product:view', {
      get product(): never {
        throw new Error('trap')
      },
    })
    await dispatch('shopify:cart:lines-update', { action: 'add', lines: 7, promise: 'none' })
    await dispatch('shopify:cart:lines-update', { action: 'add', lines: [null] })
    await dispatch('shopify:product:view', {})
    expect(events('add_to_cart')).toEqual([])
    expect(errors.map(({ name }) => name)).toEqual(['InvalidEvent', 'InvalidEvent'])
  })
})

describe('dwell', () => {
  it('is the time for which an item’s page was visible, in stretches', async () => {
    holdClock()
    start('dwell')
    await pass(2)
    view('a')
    await pass(3)
    show(false)
    await pass(100)
    show(true)
    await pass(4)
    history.pushState(null, '', '/other')
    await pass(20)
    history.pushState(null, '', '/third')
    expect(events('dwell')).toEqual([
      { item_id: 'a', seconds: 5 },
      { item_id: 'a', seconds: 4 },
    ])
    await pass(20)
    view('b')
    await pass(10)
    expect(events('dwell').at(-1)).toEqual({ item_id: 'b', seconds: 30 })
  })

  it('is of no item where a view names none that can be', async () => {
    holdClock()
    start('dwell')
    for (const item_id of [Number.NaN, '', {}, null])
      running?.track('view_item', { items: [{ item_id }] } as EventParams)
    await pass(60)
    expect(events('dwell')).toEqual([])
  })

  it('is told while the visitor stays, and no further than ten minutes', async () => {
    holdClock()
    start('dwell')
    view('a')
    await pass(30)
    expect(events('dwell').map(({ seconds }) => seconds)).toEqual([10, 20])
    await pass(3600)
    show(false)
    expect(events('dwell').map(({ seconds }) => seconds)).toEqual([10, 20, 30, 60, 180, 300])
  })

  it('is told when the page goes away while it is visible', async () => {
    holdClock()
    start('dwell')
    view('a')
    await pass(3)
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    await pass(50)
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    await pass(2)
    dispatchEvent(new PageTransitionEvent('pagehide'))
    expect(events('dwell').map(({ seconds }) => seconds)).toEqual([3, 2])
  })
})

it('tells how far the page of an item was scrolled, each mark once a page view', async () => {
  document.body.innerHTML = '<div style="height: 1000vh"></div>'
  start('scroll')
  const to = async (share: number) => {
    scrollTo(0, document.documentElement.scrollHeight * share - innerHeight)
    await frames()
  }
  await to(0.6)
  expect(told).toEqual([])
  view('a')
  await to(0.3)
  await to(0.8)
  await to(1)
  expect(events('scroll')).toEqual([
    { item_id: 'a', depth: 0.5 },
    { item_id: 'a', depth: 0.75 },
    { item_id: 'a', depth: 1 },
  ])
  history.pushState(null, '', '/other')
  view('b')
  await to(0.3)
  expect(events('scroll').at(-1)).toEqual({ item_id: 'b', depth: 0.25 })
})

describe('impressions', () => {
  const card = (id: string, style = '') =>
    `<a href="#${id}" data-item-id="${id}" style="display: block; height: 100px; ${style}">${id}</a>`

  it('are items half of whose card was in view for a second, once a page view, together in one event', async () => {
    holdClock()
    document.body.innerHTML = `<section data-item-list-name="Home" style="position: relative; height: 200vh">
${card('a')}${card('b')}${card('a')}${card('below', 'position: absolute; top: 150vh')}${card('cut', 'position: fixed; left: -60%; width: 100%')}</section>`
    start('impressions')
    await frames()
    await pass(0.9)
    expect(told).toEqual([])
    await pass(0.2)
    expect(told).toEqual([['impression', { items: [{ item_id: 'a' }, { item_id: 'b' }], surface: 'Home' }]])

    // What comes later is watched, too; what leaves early was not seen.
    document.body.insertAdjacentHTML('afterbegin', card('late'))
    await frames()
    await pass(0.2)
    await frames()
    await pass(0.5)
    scrollTo(0, innerHeight)
    await frames()
    await pass(1.1)
    expect(lines()).toEqual(['impression a b Home', 'impression below Home'])
    document.body.insertAdjacentHTML('afterbegin', card('new', 'position: fixed; top: 0'))
    await frames()
    await pass(0.2)
    await frames()
    await pass(1.1)
    expect(lines()[2]).toBe('impression new')
    history.pushState(null, '', '/again')
    await pass(0.2)
    await frames()
    await pass(1.1)
    expect(lines().slice(3).sort()).toEqual(['impression below Home', 'impression new'])
  })

  it('need a page that is in front', async () => {
    holdClock()
    document.body.innerHTML = card('a')
    start('impressions')
    await frames()
    await pass(0.5)
    show(false)
    await pass(5)
    show(true)
    await pass(0.9)
    expect(told).toEqual([])
    await pass(0.2)
    expect(lines()).toEqual(['impression a'])
  })
})

describe.each([
  ['the Navigation API', true],
  ['the History API alone', false],
])('navigation within the page by %s', (_, hasNavigation) => {
  it('begins a page view: push, replace and back, where the address is another', async () => {
    holdClock()
    if (!hasNavigation) vi.stubGlobal('navigation', undefined)
    const { pushState } = history
    start('dwell')
    const seen: number[] = []
    const go = async (work: () => void) => {
      told.length = 0
      view('a')
      await pass(2)
      work()
      // `popstate` comes when the browser has gone back.
      for (let turn = 0; turn < 50 && told.length < 2; turn++) await new Promise((done) => requestAnimationFrame(done))
      seen.push(events('dwell').length)
    }
    await go(() => history.pushState(null, '', '/p/1?variant=2'))
    await go(() => history.replaceState(null, '', '/p/2'))
    await go(() => history.replaceState({ scroll: 5 }, ''))
    view('b')
    await go(() => history.pushState(null, '', '/p/3'))
    await go(() => history.back())
    await go(() => history.pushState(null, '', '#reviews'))
    await go(() => history.pushState(null, '', '#/route'))
    expect(seen).toEqual([1, 1, 0, 1, 1, 0, 1])
    running?.stop()
    expect(history.pushState).toBe(pushState)
  })
})

it('says which name is no source, and starts the others', () => {
  start('clicks  cliks\ndata-layer')
  expect(errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^sources: "cliks" is no source; give auto, or some of data-layer, /),
  ])
  expect(window).toHaveProperty('dataLayer')
})
