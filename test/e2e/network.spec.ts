import { expect, test } from './fixtures.ts'

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
