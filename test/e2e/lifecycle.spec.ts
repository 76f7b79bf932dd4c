import { chromium, type Page } from '@playwright/test'
import type { ExportedData } from 'penchant'
import { PAGE_FLAGS, systemChromium } from '../chromium.js'
import { expect, test } from './fixtures.ts'
import { MONTH_AGO } from './month-ago.ts'
import { openBarePage } from './open-bare-page.ts'
import { readItemIds } from './read-item-ids.ts'
import { waitForEngine } from './wait-for-engine.ts'

/** A page of a browser that keeps the back/forward cache, which Playwright turns off. */
async function withCache(visit: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: systemChromium(),
    args: PAGE_FLAGS,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  try {
    await visit(await browser.newPage())
  } finally {
    await browser.close()
  }
}

test('a page that comes back from the back/forward cache answers, and has lost nothing', async ({ servers }) => {
  const [before, after] = readItemIds(servers.folder)
  await withCache(async (page) => {
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
  })
})

/** A visitor of a month, in one call. */
const importHistory = (page: Page, ids: string[]) =>
  page.evaluate(
    ([ids, from]) => {
      const interactions = Array.from({ length: 300 }, (_, i) => ({
        ...{ id: i + 1, session: 1, event: 'view_item' as const, item: ids[(i * 13 + (i % 3) * 29) % 120] },
        time: from + Math.floor(i / 12) * 86_400_000 + (i % 12) * 40_000,
      }))
      const data = { format: 'penchant-export', version: 1, interactions } as unknown as ExportedData
      return window.personalizer.import(data)
    },
    [ids, MONTH_AGO] as const,
  )

/** What must hold after whatever the browser did: an answer by the model, every interaction, weights that passed the gate. */
async function expectWell(page: Page): Promise<void> {
  await waitForEngine(page)
  const { source, items } = await page.evaluate(() => window.personalizer.recommend({ count: 10 }))
  expect([source, items.length]).toEqual(['model', 10])
  const { interactions, adapter, learning } = await page.evaluate(() => window.personalizer.getSnapshot().engine!)
  expect(interactions).toBe(300)
  expect(adapter.version).toBe(learning.filter(({ verdict }) => verdict === 'accepted').length)
}

test('a page that comes back from the back/forward cache into the midst of learning has weights that passed the gate, and learns on', async ({
  servers,
}) => {
  await withCache(async (page) => {
    await openBarePage(page, servers, 'module')
    await waitForEngine(page)
    await importHistory(page, readItemIds(servers.folder))
    const left = page.waitForURL(`${servers.shop}/**`)
    await page.evaluate(async (elsewhere) => {
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
      void window.personalizer.learn()
      // Answered between two steps: the run is under way.
      await window.personalizer.recommend({})
      location.href = elsewhere
    }, servers.shop)
    await left
    await page.goBack({ waitUntil: 'commit' })
    await page.waitForFunction(() => (window as unknown as { persisted?: boolean }).persisted === true)
    await expectWell(page)
    await page.evaluate(() => window.personalizer.learn())
    const { learning } = await page.evaluate(() => window.personalizer.getSnapshot().engine!)
    expect(learning[0]!.verdict).toMatch(/accepted|rejected/)
    await expectWell(page)
  })
})

test('a page that is frozen while it learns goes on where it was', async ({ page, servers }) => {
  await openBarePage(page, servers, 'module')
  await waitForEngine(page)
  await importHistory(page, readItemIds(servers.folder))
  const browser = await page.context().newCDPSession(page)
  await page.evaluate(async () => {
    const counted = window as unknown as { learnt: boolean }
    counted.learnt = false
    void window.personalizer.learn().then(() => Object.assign(counted, { learnt: true }))
    await window.personalizer.recommend({})
  })
  await browser.send('Page.setWebLifecycleState', { state: 'frozen' })
  await browser.send('Page.setWebLifecycleState', { state: 'active' })
  await page.waitForFunction(() => (window as unknown as { learnt: boolean }).learnt)
  await expectWell(page)
  const { learning } = await page.evaluate(() => window.personalizer.getSnapshot().engine!)
  expect(learning[0]!.verdict).toMatch(/accepted|rejected/)
})

test('a page on a low battery says so, and learns by itself once it charges', async ({ page, servers }) => {
  await page.addInitScript(() => {
    const battery = Object.assign(new EventTarget(), { level: 0.15, charging: false })
    Object.assign(navigator, { getBattery: async () => battery })
    Object.assign(window, { battery })
  })
  await openBarePage(page, servers, 'module', { learn: true })
  await waitForEngine(page)
  await importHistory(page, readItemIds(servers.folder))
  await page.waitForFunction(() => window.personalizer.getSnapshot().engine?.waits === 'low-battery')
  const charged = await page.evaluate(() => {
    const { battery } = window as unknown as { battery: EventTarget & { charging: boolean } }
    battery.charging = true
    battery.dispatchEvent(new Event('chargingchange'))
    return Date.now()
  })
  await page.waitForFunction(() => window.personalizer.getSnapshot().engine!.learning.length > 0)
  const { learning, waits } = await page.evaluate(() => window.personalizer.getSnapshot().engine!)
  expect(waits).toBe('')
  expect(Math.min(...learning.map(({ time }) => time))).toBeGreaterThanOrEqual(charged)
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
