import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { openBarePage } from './open-bare-page.ts'

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

test('a consent platform that comes late decides, and its reader is fetched only where it is asked for', async ({
  page,
  servers,
}) => {
  const fetched = () => servers.requests.filter(({ origin }) => origin === 'cdn').map(({ url }) => url)
  await openBarePage(page, servers, 'script', { consent: 'pending' })
  expect(fetched()).toEqual(['/penchant.js'])

  await openBarePage(page, servers, 'script', { consent: 'tcf' })
  await page.evaluate(() => window.personalizer.track('view_item', { items: [{ item_id: 'a' }] }))
  await expect.poll(fetched).toEqual(['/penchant.js', '/penchant.js', '/consent.js'])
  await page.evaluate(() => {
    const say = (callback: (data: object, success: boolean) => void, eventStatus: string, consents: object) =>
      callback({ eventStatus, listenerId: 1, gdprApplies: true, purpose: { consents } }, true)
    Object.assign(window, {
      __tcfapi(command: string, _: number, callback: (data: object, success: boolean) => void) {
        if (command !== 'addEventListener') return
        say(callback, 'cmpuishown', {})
        Object.assign(window, { agree: (consents: object) => say(callback, 'useractioncomplete', consents) })
      },
    })
  })
  await page.waitForFunction(() => 'agree' in window)
  expect(page.workers()).toEqual([])
  expect(await kept(page)).toEqual(NOTHING)

  const agree = (consents: object) =>
    page.evaluate((given) => (window as unknown as { agree(given: object): void }).agree(given), consents)
  // To personalised content, and to no storage.
  await agree({ 5: true, 6: true })
  await page.waitForFunction(() => window.personalizer.getSnapshot().queued === 0)
  expect(await page.evaluate(() => window.personalizer.getSnapshot())).toMatchObject({
    consent: 'granted',
    decidedBy: 'tcf',
    purposes: { store: false, personalise: true, learn: true, export: false },
    engine: { storage: 'memory', storageProblem: 'no-consent', interactions: 1 },
  })
  expect(await kept(page)).toEqual(NOTHING)

  await agree({ 1: true, 5: true, 6: true })
  await expect.poll(async () => (await kept(page)).databases).toEqual(['penchant'])
  await agree({ 1: true })
  await expect.poll(() => kept(page)).toEqual(NOTHING)
  await expect.poll(() => page.workers().length).toBe(0)
})
