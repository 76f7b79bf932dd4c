import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type PreviewServer, preview } from 'vite'
import { create, TEMPLATES } from '../../packages/create-penchant/src/create.js'
import { expect, test } from './fixtures.ts'
import { shift, violations, width } from './look-at.ts'

/** Below the repository, where the packages are found that a user would install. */
const FOLDER = fileURLToPath(new URL('../../test-results/created', import.meta.url))

async function serve(template: string, cdn: string): Promise<PreviewServer> {
  const root = `${FOLDER}/${template}`
  rmSync(root, { recursive: true, force: true })
  create({ folder: root, template, cdn })
  const isBundled = template !== 'html'
  if (isBundled) await build({ root, logLevel: 'error' })
  return preview({
    root,
    logLevel: 'error',
    ...(!isBundled && { configFile: false, build: { outDir: '.' } }),
    preview: { host: 'localhost', port: 0 },
  })
}

for (const template of TEMPLATES) {
  test(`npm create penchant, ${template}: the page works as it was made, and nothing on it moves`, async ({
    page,
    servers,
  }) => {
    const server = await serve(template, servers.cdn)
    try {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto(server.resolvedUrls!.local[0])
      const engine = () => servers.requests.filter(({ url }) => url.startsWith('/engine'))
      const look = async (where: string) => {
        expect.soft(await shift(page), `${where}: layout shift`).toBe(0)
        const { scrollWidth, clientWidth } = await width(page)
        expect.soft(scrollWidth, `${where}: width`).toBeLessThanOrEqual(clientWidth)
        expect.soft(await violations(page), where).toEqual([])
      }
      await expect(page.getByRole('button', { name: 'Yes, on this device' })).toBeVisible()
      await look('asked for consent')
      expect(engine(), 'no engine before consent').toEqual([])

      await page.getByRole('button', { name: 'Yes, on this device' }).click()
      const product = page.getByText('Ceramic Pour-Over Set, Cobalt').last()
      await product.click()
      // What is recommended is more than the shop's own eight products.
      const own =
        /Decaf Roast Beans, 250 g|Low Coffee Table|Camp Mug, Poppy|Fringed Parasol|Soap Bar, Blush|Cotton Socks, Lilac|Utensil Set, Moss/
      await page.reload()
      const place = template === 'html' ? page.locator('penchant-recommendations') : page.getByRole('list').first()
      const cards = place.locator('.card')
      await expect(cards.filter({ hasNotText: own }).first()).toContainText(/€/)
      await expect(cards).toHaveCount(4)
      await look('recommended')
      const elsewhere = servers.requests.filter(({ origin, url }) => origin === 'cdn' && url.includes('model'))
      expect(elsewhere, 'its own model').toEqual([])
    } finally {
      await server.close()
    }
  })
}
