import { expect, test } from './fixtures.ts'
import { buildServerRendered, type Framework } from './hydrate/build-server-rendered.ts'
import type { PageData } from './hydrate/shop.ts'
import { readItemIds } from './read-item-ids.ts'
import { servePages } from './serve-pages.ts'

const FRAMEWORKS: Record<Framework, RegExp> = { react18: /^18\./, react: /^19\./, vue: /^3\./ }

for (const [framework, expected] of Object.entries(FRAMEWORKS) as [Framework, RegExp][]) {
  test(`${framework}: what a server rendered is hydrated as it is, then personalised`, async ({ page, servers }) => {
    const { render, client } = await buildServerRendered(framework)
    const ids = readItemIds(servers.folder)
    const data: PageData = { cdn: servers.cdn, id: ids[300], own: ids.slice(500, 508) }
    const { markup, version } = await render(data)
    expect(version).toMatch(expected)

    const shop = await servePages({
      '/': `<title>Shop</title><div id="app">${markup}</div>
<script id="data" type="application/json">${JSON.stringify(data)}</script>
<script>main = document.querySelector('main')</script>
<script type="module">${client.replaceAll('</script', '<\\/script')}</script>`,
    })
    const main = page.locator('main')
    const lists = () =>
      main.evaluate((element) =>
        ['ul', 'ol'].map((list) => [...element.querySelectorAll(`${list} li`)].map(({ textContent }) => textContent)),
      )
    // Before any script runs: the shop's own order.
    expect(markup.match(/P\d+(?=<\/li>)/g)).toEqual([...data.own, ...data.own])
    expect(markup).toContain('data-status="idle"')

    await page.goto(shop.origin)
    await expect(main).toHaveAttribute('data-status', 'ready')
    await expect(main).toHaveAttribute('data-rerank', 'ready')
    // The very elements that came from the server.
    expect(await page.evaluate('main === document.querySelector("main")')).toBe(true)
    await expect
      .poll(() => page.evaluate(() => window.personalizer.getSnapshot().engine?.interactions), 'tracked once')
      .toBe(1)
    const [recommended, ranked] = await lists()
    expect(recommended).toHaveLength(data.own.length)
    expect(recommended).not.toEqual(data.own)
    expect([...ranked].sort()).toEqual([...data.own].sort())
    shop.close()
  })
}
