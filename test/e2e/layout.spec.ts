import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { shift, violations, width } from './look-at.ts'

const SIZES = {
  phone: { width: 360, height: 740 },
  desktop: { width: 1280, height: 800 },
}

/** Every page a visitor can come to, found as a visitor would. */
async function addresses(page: Page): Promise<Record<string, string>> {
  await page.goto('/')
  const department = await page.locator('.tile').first().getAttribute('href')
  const product = await page.locator('[data-slot="popular"] .card-link').first().getAttribute('href')
  return {
    home: '/',
    department: department!,
    product: product!,
    search: '/search?q=a',
    cart: '/cart',
    wishes: '/wish-list',
  }
}

/** Has every script arrive after the first paint, as on a slow line: what it changes then is seen to move. */
async function delayScripts(page: Page): Promise<void> {
  await page.route('**/*.js', async (route) => {
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
    await route.continue()
  })
}

for (const [name, viewport] of Object.entries(SIZES)) {
  test.describe(name, () => {
    test.use({ viewport, isMobile: name === 'phone', hasTouch: name === 'phone' })

    test('no page scrolls sideways, moves by itself, or has an accessibility violation', async ({ page }) => {
      await delayScripts(page)
      for (const [where, address] of Object.entries(await addresses(page))) {
        await page.goto(address)
        await expect(page.getByRole('region', { name: 'May this shop learn what you like?' })).toBeVisible()
        const { scrollWidth, clientWidth } = await width(page)
        expect.soft(scrollWidth, `${where}: width`).toBeLessThanOrEqual(clientWidth)
        expect.soft(await shift(page), `${where}: layout shift`).toBe(0)
        expect.soft(await violations(page), where).toEqual([])
      }
    })

    test('nothing moves when recommendations arrive, and the drawer is accessible', async ({ page }) => {
      await delayScripts(page)
      await page.goto('/')
      await page.getByRole('button', { name: 'Personalise on this device' }).click()
      const note = page.locator('[data-slot="for-you"] .slot-note')
      await expect(note).toContainText('this list will follow you')
      await page.goto((await page.locator('[data-slot="popular"] .card-link').first().getAttribute('href'))!)
      await expect
        .poll(() => page.evaluate(() => window.penchant?.personalizer.getSnapshot().engine?.interactions))
        .toBeGreaterThan(0)
      await page.goto('/')
      await expect(note).toContainText('From')
      expect(await shift(page)).toBe(0)
      const { scrollWidth, clientWidth } = await width(page)
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth)

      await page.getByRole('button', { name: /^What happens( on your device)?$/ }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await violations(page)).toEqual([])
    })
  })
}
