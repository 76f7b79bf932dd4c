import { chromium } from '@playwright/test'
import { PAGE_FLAGS, systemChromium } from '../chromium.js'
import { expect, test } from './fixtures.ts'
import { openBarePage } from './open-bare-page.ts'
import { readItemIds } from './read-item-ids.ts'
import { waitForEngine } from './wait-for-engine.ts'

test('a page that comes back from the back/forward cache answers, and has lost nothing', async ({ servers }) => {
  const [before, after] = readItemIds(servers.folder)
  // Playwright turns the cache off.
  const browser = await chromium.launch({
    executablePath: systemChromium(),
    args: PAGE_FLAGS,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  try {
    const page = await browser.newPage()
    await openBarePage(page, servers, 'module')
    await waitForEngine(page)
    await page.evaluate((item_id) => {
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
      window.personalizer.track('view_item', { item_id })
    }, before)
    await page.goto(servers.shop)
    await page.goBack({ waitUntil: 'commit' })
    await page.waitForFunction(() => (window as unknown as { persisted?: boolean }).persisted === true)
    await page.evaluate((item_id) => window.personalizer.track('view_item', { item_id }), after)
    const { items, source } = await page.evaluate(() => window.personalizer.recommend({ kind: 'recently-viewed' }))
    expect([source, ...items.map(({ item }) => item.id)]).toEqual(['history', after, before])
    const data = await page.evaluate(() => window.personalizer.export())
    expect(data?.interactions.map(({ item }) => item)).toEqual([before, after])
  } finally {
    await browser.close()
  }
})

test('a page that is hidden goes on storing, and has its list when it is seen', async ({ page, servers }) => {
  const [before, after] = readItemIds(servers.folder)
  await openBarePage(page, servers, 'module')
  await waitForEngine(page)
  // A browser without a window hides no page: this is what the page would see.
  const show = (state: DocumentVisibilityState) =>
    page.evaluate((state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: state })
      Object.defineProperty(document, 'hidden', { configurable: true, value: state === 'hidden' })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  const track = (item_id: string) =>
    page.evaluate((item_id) => window.personalizer.track('view_item', { item_id }), item_id)
  await track(before)
  await show('hidden')
  await track(after)
  await page.waitForFunction(() => window.personalizer.getSnapshot().queued === 0)
  await show('visible')
  const { items } = await page.evaluate(() => window.personalizer.recommend({ kind: 'recently-viewed' }))
  expect(items.map(({ item }) => item.id)).toEqual([after, before])
  const data = await page.evaluate(() => window.personalizer.export())
  expect(data?.interactions.map(({ item }) => item)).toEqual([before, after])
})
