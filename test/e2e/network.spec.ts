import { browse, type Step } from './browse.ts'
import { expect, test } from './fixtures.ts'
import { MONTH_AGO } from './month-ago.ts'
import { openBarePage } from './open-bare-page.ts'
import { readItemIds } from './read-item-ids.ts'
import { waitForEngine } from './wait-for-engine.ts'

test('the engine sends nothing: GET alone, to the model’s origin alone, without cookies or referrer', async ({
  page,
  context,
  servers,
}) => {
  // Cookies that a careless fetch would take along: `localhost` shares them over all ports.
  await context.addCookies([
    { name: 'shop', value: 'visitor-7', url: servers.shop },
    { name: 'cdn', value: 'visitor-7', url: servers.cdn },
  ])
  const asked: string[] = []
  context.on('request', (request) => asked.push(request.url()))
  await page.goto('/')
  await page.getByRole('button', { name: 'Personalise on this device' }).click()
  await page.locator('[data-slot="popular"] .card-link').first().click()
  await page.getByRole('button', { name: /cart/i }).first().click()
  const engine = () => page.evaluate(() => window.penchant!.personalizer.getSnapshot().engine)
  await expect.poll(async () => (await engine())?.backend.inference).toBeTruthy()
  await page.evaluate(() => window.penchant!.personalizer.learn())

  const cdn = servers.requests.filter(({ origin }) => origin === 'cdn')
  // The script tag is the shop's own request, whose cookies are the shop's to choose (`crossorigin`).
  const engines = cdn.filter(({ url }) => url !== '/penchant.js')
  expect(engines.map(({ url }) => url)).toEqual(expect.arrayContaining(['/engine/worker.js', '/model/manifest.json']))
  for (const { method, url, headers } of engines) {
    expect(method, url).toBe('GET')
    expect(url).toMatch(/^\/(engine|model)\/[\w.-]+$/)
    expect(headers.cookie, url).toBeUndefined()
    expect(headers.authorization, url).toBeUndefined()
    // A chunk's referrer is the module that imports it: never the shop's page.
    expect(headers.referer ?? servers.cdn, url).toMatch(new RegExp(`^${servers.cdn}`))
    if (url.startsWith('/model/')) expect(headers.referer, url).toBeUndefined()
    expect(headers['content-length'] ?? '0', url).toBe('0')
  }
  // What the SDK fetched came from nowhere else, and the shop heard of nothing but its own pages.
  const origins = new Set(asked.filter((url) => url.startsWith('http')).map((url) => new URL(url).origin))
  expect(origins).toEqual(new Set([servers.shop, servers.cdn]))
  const shop = servers.requests.filter(({ origin }) => origin === 'shop')
  for (const { method, url } of shop) {
    expect(method).toBe('GET')
    expect(url).toMatch(/^\/($|p\/|c\/|assets\/|pictures\/|icon\.svg)/)
  }
  // The engine's own list says the same.
  const listed = (await engine())?.requests ?? []
  expect(listed.length).toBeGreaterThan(0)
  const served = new Set(cdn.map(({ url }) => servers.cdn + url))
  for (const { url, fromCache } of listed) if (!fromCache) expect(served).toContain(url)
})

test('what is asked for does not depend on what the visitor does: half an hour of two, request by request', async ({
  browser,
  servers,
}) => {
  const ids = readItemIds(servers.folder)
  const MINUTES = 30
  /** Who comes back to one thing for half an hour, and who looks at everything, buys, and searches. */
  const visitors: ((i: number) => Step['event'])[] = [() => 'view_item', (i) => (i % 9 ? 'view_item' : 'purchase')]
  const streams: string[][] = []
  for (const [visitor, eventAt] of visitors.entries()) {
    const context = await browser.newContext()
    const page = await context.newPage()
    servers.requests.length = 0
    await openBarePage(page, servers, 'script', { learn: true })
    await waitForEngine(page)
    const steps = Array.from({ length: 2 * MINUTES }, (_, i): Step => {
      const row = visitor === 0 ? (i % 2) * 900 : 40 + i * 37
      return { item: ids[row % ids.length], event: eventAt(i), time: MONTH_AGO + i * 30_000 }
    })
    await browse(page, steps)
    await page.evaluate(async (isSecond) => {
      const { personalizer } = window
      if (isSecond) {
        personalizer.track('search', { search_term: 'something private' })
        await personalizer.recommend({ kind: 'similar', seed: 'x' })
      } else await personalizer.recommend({ count: 50 })
      await personalizer.learn()
    }, visitor === 1)
    const { learning } = (await page.evaluate(() => window.personalizer.getSnapshot().engine))!
    expect(learning[0].steps, learning[0].reason).toBeGreaterThan(0)
    // The page of another visit: from the cache but for the manifest, and the same again.
    await page.reload()
    await page.waitForFunction(() => 'personalizer' in window)
    await waitForEngine(page)
    const requests = servers.requests.filter(({ origin }) => origin === 'cdn')
    for (const { method, url } of requests) {
      expect(method).toBe('GET')
      expect(url).toMatch(/^\/(penchant\.js|(engine|model)\/[\w.-]+)$/)
    }
    // What goes out at one moment has no order of its own.
    streams.push(requests.map(({ method, url, headers }) => JSON.stringify([method, url, headers])).sort())
    await context.close()
  }
  expect(streams[0].length).toBeGreaterThan(10)
  expect(streams[1]).toEqual(streams[0])
})
