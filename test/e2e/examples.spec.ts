import { fileURLToPath } from 'node:url'
import { build, type PreviewServer, preview } from 'vite'
import { expect, test } from './fixtures.ts'
import { shift, violations, width } from './look-at.ts'

/** Built as a shop would build it, and served beside the demo's model, engine and pictures. */
async function serveExample(name: string, { shop, cdn }: { shop: string; cdn: string }): Promise<PreviewServer> {
  const root = fileURLToPath(new URL(`../../demo/examples/${name}`, import.meta.url))
  await build({ root, logLevel: 'error' })
  const proxy = { '/model': cdn, '/engine': cdn, '/pictures': shop }
  return preview({ root, logLevel: 'error', preview: { host: 'localhost', port: 0, proxy } })
}

for (const name of ['react', 'vue']) {
  for (const [device, viewport] of Object.entries({
    desktop: { width: 1280, height: 800 },
    phone: { width: 390, height: 844 },
  })) {
    test(`${name}, ${device}: a visitor browses, is understood, and nothing on the page moves`, async ({
      page,
      servers,
    }) => {
      const server = await serveExample(name, servers)
      const shelf = (heading: string) =>
        page.locator('.shelf').filter({ has: page.getByRole('heading', { name: heading }) })
      const look = async (where: string) => {
        expect.soft(await shift(page), `${where}: layout shift`).toBe(0)
        const { scrollWidth, clientWidth } = await width(page)
        expect.soft(scrollWidth, `${where}: width`).toBeLessThanOrEqual(clientWidth)
        expect.soft(await violations(page), where).toEqual([])
      }
      try {
        await page.setViewportSize(viewport)
        await page.goto(server.resolvedUrls!.local[0])
        const forYou = shelf('For you')
        await expect(forYou.getByRole('listitem')).toHaveCount(4)
        await expect(forYou).toContainText('What most visitors like.')
        await expect(forYou).toHaveAttribute('data-status', 'idle')
        await look('asked for consent')
        expect(
          servers.requests.filter(({ url }) => url.startsWith('/engine')),
          'no engine before consent',
        ).toEqual([])
        const popular = await forYou.locator('.title').allTextContents()

        await page.getByRole('button', { name: 'Yes, on this device' }).click()
        const card = shelf('Departments').locator('.card').nth(1)
        const title = await card.locator('.title').textContent()
        await card.click()
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(title!)
        await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
        await expect(shelf('Similar')).toContainText('Near it in the model’s eyes.')
        await look('a product')

        await page.getByRole('button', { name: 'Add to cart' }).click()
        await page.getByRole('link', { name: /^Cart/ }).click()
        await expect(page.getByRole('link', { name: /^Cart/ })).toContainText('1')
        await expect(shelf('Goes with your cart')).toHaveAttribute('data-status', 'ready')
        await expect(shelf('Goes with your cart').locator('.title')).not.toContainText([title!])
        await look('the cart')

        // On the next visit it is still known what was said and seen.
        await page.goto(server.resolvedUrls!.local[0])
        await expect(forYou).toContainText('Chosen in your browser')
        expect(await forYou.locator('.title').allTextContents()).not.toEqual(popular)
        await expect(shelf('Departments')).toHaveAttribute('data-status', 'ready')
        await look('the next visit')
      } finally {
        await server.close()
      }
    })
  }
}
