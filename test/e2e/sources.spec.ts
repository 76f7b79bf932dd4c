import type { ExportedData, Interaction } from '@penchant/protocol'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { pushSession } from './ga4-session.ts'
import { type PageServer, servePages } from './serve-pages.ts'

/** What a shop pastes, and all that its pages know of us. */
const tag = (cdn: string, attributes: string) =>
  `<script async src="${cdn}/penchant.js" data-model="${cdn}/model/" data-consent="granted" data-learn="false" ${attributes}></script>`

let shop: PageServer | undefined
test.afterEach(() => shop?.close())

interface Recorder {
  (command: 'error', listener: (error: Error) => void): void
  (command: 'export'): Promise<ExportedData | null>
}

/** What is stored on the device, in the order of its coming, in one line each. */
async function stored(page: Page): Promise<string[]> {
  await page.waitForFunction(() => 'penchant' in window)
  const data = await page.evaluate(() => (window as unknown as { penchant: Recorder }).penchant('export'))
  return (data?.interactions ?? []).map(line)
}
const line = ({ event, item, term, surface, quantity, price }: Interaction) =>
  [event, item ?? term ?? '', surface && `in ${surface}`, quantity && `${quantity} ×`, price]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')

/** Messages of all that went wrong. */
const complaints = (page: Page) =>
  page.evaluate(() => {
    const messages: string[] = []
    ;(window as unknown as { penchant: Recorder }).penchant('error', ({ name, message }) =>
      messages.push(`${name}: ${message}`),
    )
    return messages
  })

test('a GA4 session of a shop that knows nothing of us arrives whole, and nothing else does', async ({
  page,
  servers,
}) => {
  shop = await servePages({
    '/': `<title>Shop</title>
<script>(${pushSession})('before')</script>
${tag(servers.cdn, 'data-sources="data-layer"')}
<script>
  // A tag manager that puts itself between the page and its data layer, and counts.
  managed = 0
  addEventListener('load', () => {
    const { push } = dataLayer
    dataLayer.push = function () { managed += arguments.length; return push.apply(dataLayer, arguments) }
  })
</script>`,
  })
  await page.goto(shop.origin)
  await expect.poll(async () => (await stored(page)).length).toBeGreaterThan(200)
  const before = await page.evaluate(() => (window as unknown as { dataLayer: unknown[] }).dataLayer.length)
  await page.evaluate(`(${pushSession})('after')`)
  const counted = await page.evaluate(() => {
    const { dataLayer, managed } = window as unknown as { dataLayer: unknown[]; managed: number }
    return { pushed: dataLayer.length, managed }
  })
  expect(counted.pushed - before).toBe(counted.managed)

  const each = (event: string, ...items: string[]) => items.map((item) => `${event} ${item} 1 × 1299`)
  await expect
    .poll(() => stored(page))
    .toEqual([
      ...Array.from({ length: 200 }, (_, i) => `view_item_list row-${i} in Coffee 1 × 1299`),
      'select_item o-select in Coffee 1 × 1299',
      ...each('view_item', 'o-view'),
      'add_to_cart o-add 2 × 5',
      'view_item_list g-list in Coffee 1 × 1299',
      'select_item g-select in Teaser 1 × 1299',
      ...each('view_item', '4711'),
      'add_to_cart g-add 1 × 0',
      ...each('add_to_cart', 'o-good-beside-bad'),
      ...each('remove_from_cart', 'o-remove'),
      ...each('view_cart', 'o-cart-1', 'o-cart-2'),
      ...each('add_to_wishlist', 'o-wish'),
      ...each('begin_checkout', 'o-checkout'),
      ...each('add_shipping_info', 'o-shipping'),
      ...each('add_payment_info', 'o-payment'),
      ...each('purchase', 'o-buy-1', 'o-buy-2'),
      ...each('refund', 'o-refund'),
      ...each('view_promotion', 'o-promotion'),
      'select_promotion',
      'search grinder',
      'view_search_results grinder',
      ...each('remove_from_cart', 'g-remove'),
      ...each('view_cart', 'g-cart'),
      ...each('add_to_wishlist', 'g-wish'),
      ...each('begin_checkout', 'g-checkout'),
      ...each('add_shipping_info', 'g-shipping'),
      ...each('add_payment_info', 'g-payment'),
      ...each('purchase', 'g-buy'),
      ...each('refund', 'g-refund'),
      ...each('view_promotion', 'g-promotion'),
      ...each('select_promotion', 'g-promotion'),
      'search kettle',
      ...each('view_search_results', 'g-found'),
    ])
  // Each malformed event of the session is named with what is wrong in it: the last twenty are kept.
  const told = await complaints(page)
  expect(told).toHaveLength(20)
  for (const message of told) expect(message).toMatch(/^InvalidEvent: .+ (is|throws) .+; .+\.$/s)
})

test('a visit over two pages is told by markup, clicks and time, and outlives the page', async ({ page, servers }) => {
  const markup = (sku: string) =>
    `<script type="application/ld+json">${JSON.stringify({ '@type': 'Product', sku, offers: { price: '5.00' } })}</script>`
  const script = tag(servers.cdn, 'data-sources="auto"')
  shop = await servePages({
    '/': `<title>Mug</title>${script}${markup('mug')}<a href="/cup" data-item-id="cup">Cup</a>`,
    '/cup': `<title>Cup</title>${script}${markup('cup')}<div style="height: 5000px">Cup</div>`,
  })
  await page.goto(shop.origin)
  await expect.poll(() => stored(page)).toEqual(expect.arrayContaining(['view_item mug 5', 'impression cup']))
  await page.getByRole('link').click()
  await page.waitForURL('**/cup')
  await expect.poll(() => stored(page)).toEqual(expect.arrayContaining(['select_item cup', 'view_item cup 5']))
  await page.mouse.wheel(0, 9000)
  await expect.poll(() => stored(page)).toContain('scroll cup')
  expect(await stored(page)).toContain('dwell mug')
  expect(await complaints(page)).toEqual([])
  for (const event of ['view_item mug 5', 'impression cup', 'select_item cup', 'view_item cup 5']) {
    expect((await stored(page)).filter((one) => one === event)).toHaveLength(1)
  }
})

test('nothing of the sources is fetched where a shop lists none, or the visitor refuses', async ({ page, servers }) => {
  const fetched = () => servers.requests.filter(({ url }) => url === '/sources.js').length
  shop = await servePages({
    '/none': tag(servers.cdn, ''),
    '/denied': tag(servers.cdn, 'data-sources="auto"').replace('"granted"', '"denied"'),
  })
  await page.goto(`${shop.origin}/none`)
  await page.waitForFunction(() => window.penchant?.personalizer.getSnapshot().state === 'ready')
  expect(fetched()).toBe(0)

  await page.goto(`${shop.origin}/denied`)
  await page.waitForFunction(() => 'penchant' in window)
  await page.evaluate(() => {
    const page = window as unknown as { dataLayer: unknown[] }
    page.dataLayer = [{ event: 'view_item', ecommerce: { items: [{ item_id: 'refused' }] } }]
    return new Promise((idle) => requestIdleCallback(idle))
  })
  expect(fetched()).toBe(0)
  await page.evaluate(() => window.penchant?.personalizer.consent.grant())
  await expect.poll(fetched).toBe(1)
  const push = () => {
    const { dataLayer } = window as unknown as { dataLayer: unknown[] }
    dataLayer.push({ event: 'view_item', ecommerce: { items: [{ item_id: 'agreed' }] } })
    return Object.hasOwn(dataLayer, 'push')
  }
  await page.waitForFunction(push)
  await expect.poll(async () => [...new Set(await stored(page))]).toEqual(['view_item agreed'])
})

test.describe('sources that cannot be fetched', () => {
  test.use({ tolerated: /Failed to load resource/ })

  test('are told, and the shop’s own events still arrive', async ({ page, servers }) => {
    shop = await servePages({ '/': tag(servers.cdn, 'data-sources="auto"') })
    await page.route('**/sources.js', (route) => route.abort())
    await page.goto(shop.origin)
    await page.waitForFunction(() => 'penchant' in window)
    await page.evaluate(() => window.penchant?.personalizer.track('view_item', { item_id: 'own' }))
    await expect.poll(() => complaints(page)).toEqual([expect.stringMatching(/^SourcesUnavailable: .*sources\.js/)])
    await page.evaluate(() => window.penchant?.personalizer.track('add_to_cart', { item_id: 'own' }))
    expect(await stored(page)).toEqual(['view_item own', 'add_to_cart own'])
  })
})

test('the npm entry has the same sources, and a shop’s own functions beside them', async ({ page, servers }) => {
  shop = await servePages({
    '/': `<script>dataLayer = [{ event: 'view_item', ecommerce: { items: [{ item_id: 'a' }] } }]</script>
<script type="module">
import { createPersonalizer } from '${servers.cdn}/index.js'
errors = []
personalizer = createPersonalizer({
  model: '${servers.cdn}/model/', consent: 'granted', learn: false, onError: (error) => errors.push(error.message),
  sources: ['data-layer', (emit) => { emit('view_item', { item_id: 'a' }); emit('add_to_cart', { item_id: 'b' }); return () => {} }],
})
</script>`.replace(/^(errors|personalizer) =/gm, 'window.$1 ='),
  })
  await page.goto(shop.origin)
  await page.waitForFunction(() => 'personalizer' in window)
  const lines = async () => ((await page.evaluate(() => window.personalizer.export()))?.interactions ?? []).map(line)
  await expect
    .poll(() => page.evaluate(() => Object.hasOwn((window as unknown as { dataLayer: unknown[] }).dataLayer, 'push')))
    .toBe(true)
  // The view was in the data layer, too.
  expect(await lines()).toEqual(['view_item a', 'add_to_cart b'])
  expect(await page.evaluate(() => (window as unknown as { errors: string[] }).errors)).toEqual([])
})

test('visitors of one device are one unless the shop says who is there, whatever it tells GA4', async ({
  page,
  servers,
}) => {
  const open = (visitor: string, item: string, user: string) =>
    `<script>dataLayer = [{ event: 'view_item', ecommerce: { items: [{ item_id: '${item}' }] } }]
function gtag() { dataLayer.push(arguments) }
gtag('config', 'G-1', { user_id: '${user}' })</script>
${tag(servers.cdn, `data-sources="data-layer" ${visitor}`)}`
  shop = await servePages({
    '/guest': open('', 'guest', ''),
    '/signed-in': open('', 'merged', 'anna'),
    '/anna': open('data-visitor="anna"', 'anna', 'anna'),
    '/ben': open('data-visitor="ben"', 'ben', 'anna'),
  })
  for (const [path, items] of Object.entries({
    guest: ['guest'],
    'signed-in': ['guest', 'merged'],
    anna: ['anna'],
    ben: ['ben'],
  })) {
    await page.goto(`${shop.origin}/${path}`)
    await expect.poll(() => stored(page)).toEqual(items.map((item) => `view_item ${item}`))
  }
})
