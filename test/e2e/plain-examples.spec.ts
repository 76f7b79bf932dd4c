import type { Page } from '@playwright/test'
import { servePlain } from '../../demo/examples/plain-server.js'
import { serveRendered } from '../../demo/examples/server-rendered/server.js'
import { expect, test } from './fixtures.ts'
import { shift, violations, width } from './look-at.ts'

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } }

const look = async (page: Page, where: string) => {
  expect.soft(await shift(page), `${where}: layout shift`).toBe(0)
  const { scrollWidth, clientWidth } = await width(page)
  expect.soft(scrollWidth, `${where}: width`).toBeLessThanOrEqual(clientWidth)
  expect.soft(await violations(page), where).toEqual([])
}

const engine = (page: Page) => page.evaluate(() => window.penchant!.personalizer.getSnapshot().engine)
const list = (page: Page) => page.locator('penchant-recommendations')
const recommended = (page: Page) =>
  list(page).evaluate((element) =>
    (element as HTMLElement & { response?: { items: { item: { id: string } }[] } }).response?.items.map(
      ({ item }) => item.id,
    ),
  )
/** What the visitor has done, without what was merely in view. */
const deeds = async (page: Page) => {
  const data = await page.evaluate(() => window.penchant!.personalizer.export())
  return data!.interactions
    .filter(({ event }) => !/^(impression|dwell|scroll)$/.test(event))
    .map(({ event, item, price }) => [event, item, price])
}

for (const [device, viewport] of Object.entries(SIZES)) {
  test(`script tag, ${device}: a shop that knows nothing but its data layer`, async ({ page, servers }) => {
    const server = await servePlain('script-tag', servers)
    try {
      await page.setViewportSize(viewport)
      await page.goto(server.url)
      await expect(list(page)).toHaveAttribute('status', 'ready')
      await look(page, 'script tag, a new visitor')
      const popular = await recommended(page)
      await page.getByRole('button', { name: 'Look at Tango' }).click()
      await page.getByRole('button', { name: 'Add Flux' }).click()
      await expect
        .poll(() => deeds(page))
        .toEqual([
          ['view_item', 'P2812', 35.95],
          ['add_to_cart', 'P1834', 20.95],
        ])
      await page.reload()
      await expect(list(page)).toHaveAttribute('status', 'ready')
      expect(await recommended(page)).not.toEqual(popular)
      await look(page, 'script tag, the next page')
    } finally {
      await server.close()
    }
  })

  test(`server-rendered, ${device}: the shop's own pages, then this visitor's`, async ({ page, servers }) => {
    const server = await serveRendered(servers)
    try {
      const order = (markup: string) => [...markup.matchAll(/data-item-id="(\w+)"/g)].map(([, id]) => id)
      const own = order((await (await fetch(server.url)).text()).split('<penchant-rerank>')[1])
      const shown = () =>
        page
          .locator('penchant-rerank li')
          .evaluateAll((items) => items.map((item) => item.getAttribute('data-item-id')))

      await page.setViewportSize(viewport)
      await page.goto(server.url)
      await expect(page.locator('penchant-rerank')).toHaveAttribute('status', 'ready')
      await expect(list(page)).toHaveAttribute('status', 'ready')
      expect(await shown(), 'nobody knows a new visitor').toEqual(own)
      await look(page, 'server-rendered, a new visitor')

      const last = page.locator('penchant-rerank li').last()
      const id = await last.getAttribute('data-item-id')
      await last.getByRole('link').click()
      await expect(list(page)).toHaveAttribute('status', 'ready')
      await expect(list(page).locator('a[href*="/p/"]')).toHaveCount(8)
      // What the page says to search engines is the view.
      await expect
        .poll(async () => (await deeds(page)).map(([event, item]) => `${event} ${item}`))
        .toContain(`view_item ${id}`)
      await look(page, 'server-rendered, a product')

      await page.getByRole('button', { name: 'Add to cart' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cart')
      await expect
        .poll(async () => (await deeds(page)).map(([event, item]) => `${event} ${item}`))
        .toContain(`add_to_cart ${id}`)
      await page.reload()
      await expect(list(page)).toHaveAttribute('status', 'ready')
      expect((await deeds(page)).filter(([event]) => event === 'add_to_cart')).toHaveLength(1)
      await look(page, 'server-rendered, the cart')

      // The shop's own search looks for the very letters; the list on the device for words.
      await page.getByRole('searchbox').fill('carry suitcases')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing is called carry suitcases')
      await expect(list(page)).toHaveAttribute('status', 'ready')
      await expect(list(page).locator('.title')).toHaveText(Array(4).fill(/Suitcase/))
      await look(page, 'server-rendered, a search')

      await page.goto(server.url)
      await expect(page.locator('penchant-rerank')).toHaveAttribute('status', 'ready')
      await expect.poll(shown, 'this visitor is known').not.toEqual(own)
      expect((await shown()).sort()).toEqual([...own].sort())
      await look(page, 'server-rendered, the next visit')
    } finally {
      server.close()
    }
  })
}

test('server-rendered: without JavaScript and without consent it is the shop that it was', async ({
  browser,
  servers,
}) => {
  const server = await serveRendered(servers)
  const context = await browser.newContext({ javaScriptEnabled: false })
  try {
    const page = await context.newPage()
    await page.goto(server.url)
    await expect(page.locator('penchant-recommendations').getByRole('link')).toHaveCount(4)
    await expect(page.locator('penchant-rerank').getByRole('link')).toHaveCount(24)
    await page.locator('penchant-rerank').getByRole('link').first().click()
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await expect(page.locator('.line')).toHaveCount(1)
  } finally {
    await context.close()
    server.close()
  }
})

test('strict CSP: recommends and learns without eval, blob, WebAssembly or another origin, Trusted Types on', async ({
  page,
  servers,
}) => {
  const server = await servePlain('strict-csp', servers)
  try {
    await page.setViewportSize(SIZES.phone)
    // What a program does would not be learnt from.
    await page.route(server.url, async (route) => {
      const response = await route.fetch()
      const body = (await response.text()).replace('data-consent', 'data-audit="off" data-consent')
      await route.fulfill({ response, body })
    })
    await page.addInitScript(() =>
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        console.error(`violated: ${violatedDirective} ${blockedURI}`),
      ),
    )
    const response = await page.goto(server.url)
    expect(response!.headers()['content-security-policy']).toContain("require-trusted-types-for 'script'")
    await expect(list(page)).toHaveAttribute('status', 'ready')
    await look(page, 'strict CSP')
    const looks = Array.from({ length: 60 }, (_, i) => ['Tango', 'Flux', 'Gaupe'][i % 3])
    for (const name of looks) await page.getByRole('button', { name }).click()
    await expect.poll(async () => (await deeds(page)).length).toBe(looks.length)
    await page.reload()
    await expect.poll(async () => (await engine(page))?.backend.inference, { timeout: 60_000 }).toBeTruthy()
    const status = (await engine(page))!
    expect(status).toMatchObject({ scorer: 'javascript', storage: 'indexeddb' })
    expect(status.rerankerError).toBeUndefined()
    // The shop's own order: the cheaper first among those as likely.
    const { items, source } = await page.evaluate(() => window.penchant!.personalizer.recommend({ count: 8 }))
    expect(source).toBe('model')
    for (const [i, { score, item }] of items.slice(1).entries()) {
      const before = items[i]
      const step = (value: number) => Math.floor(Math.log2(value))
      expect(step(score)).toBeLessThanOrEqual(step(before.score))
      if (step(score) === step(before.score)) expect(item.price).toBeGreaterThanOrEqual(before.item.price!)
    }
    await page.evaluate(() => window.penchant!.personalizer.learn())
    const run = (await engine(page))!.learning[0]
    expect(run.verdict, run.reason).not.toBe('aborted')
  } finally {
    await server.close()
  }
})
