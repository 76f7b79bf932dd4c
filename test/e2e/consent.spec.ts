import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** What the browser keeps for the page's origin. */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    cookies: document.cookie,
  }))

const NOTHING = { databases: [], caches: [], cookies: '' }

/** The script arrives after the page does, so what it says is waited for. */
async function status(page: Page) {
  const snapshot = await page.waitForFunction(() => window.penchant?.personalizer?.getSnapshot())
  return (await snapshot.jsonValue())!
}

test('before consent nothing is stored and no worker is fetched; after denial neither', async ({ page, servers }) => {
  await page.goto('/')
  const banner = page.getByRole('region', { name: 'May this shop learn what you like?' })
  await expect(banner).toBeVisible()
  await page.locator('[data-slot="popular"] .card-link').first().click()
  await expect(page).toHaveURL(/\/p\//)
  // The SDK has heard of the product, and holds it in memory.
  await expect.poll(async () => (await status(page)).queued).toBeGreaterThan(0)
  expect((await status(page)).consent).toBe('pending')

  await banner.getByRole('button', { name: 'No thanks' }).click()
  await expect(banner).toBeHidden()
  await expect.poll(async () => (await status(page)).queued).toBe(0)
  await page.reload()
  await expect.poll(async () => (await status(page)).consent).toBe('denied')

  expect(page.workers()).toEqual([])
  expect(await kept(page)).toEqual(NOTHING)
  const fetched = servers.requests.filter(({ origin }) => origin === 'cdn').map(({ url }) => url)
  expect(fetched.length).toBeGreaterThan(0)
  expect(new Set(fetched)).toEqual(new Set(['/penchant.js']))
})

test('what was done before consent counts once it is given; withdrawal deletes the database', async ({ page }) => {
  await page.goto('/')
  await page.locator('[data-slot="popular"] .card-link').first().click()
  await expect.poll(async () => (await status(page)).queued).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Personalise on this device' }).click()
  await expect.poll(async () => (await status(page)).engine?.interactions).toBeGreaterThan(0)
  expect((await kept(page)).databases).toEqual(['penchant'])

  await page.getByRole('button', { name: 'Change this' }).click()
  await page.getByRole('button', { name: 'No thanks' }).click()
  await expect.poll(() => kept(page)).toEqual(NOTHING)
  await expect.poll(() => page.workers().length).toBe(0)

  // Nor does anything come back with the next page.
  await page.goto('/')
  await expect.poll(async () => (await status(page)).consent).toBe('denied')
  await page.locator('[data-slot="popular"] .card-link').first().click()
  await expect(page).toHaveURL(/\/p\//)
  expect(await kept(page)).toEqual(NOTHING)
})
