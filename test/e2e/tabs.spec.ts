import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { openBarePage } from './open-bare-page.ts'
import { readItemIds } from './read-item-ids.ts'
import { waitForEngine } from './wait-for-engine.ts'

test('two tabs share one store: nothing is lost, doubled or out of order', async ({ context, servers }) => {
  const ids = readItemIds(servers.folder)
  const pages = [await context.newPage(), await context.newPage()]
  for (const page of pages) {
    await openBarePage(page, servers, 'script')
    await waitForEngine(page)
  }
  // Both at once, as fast as they can; the price says which tab it was.
  const EACH = 60
  const browse = (page: Page, tab: number) =>
    page.evaluate(
      ([items, tab]) => {
        for (const item_id of items) window.personalizer.track('view_item', { items: [{ item_id, price: tab }] })
      },
      [ids.slice(tab * EACH, tab * EACH + EACH), tab] as const,
    )
  await Promise.all(pages.map(browse))
  for (const page of pages) await page.waitForFunction(() => window.personalizer.getSnapshot().queued === 0)

  // Each tab recommends from what both have stored, and learning in both at once leaves one winner.
  const [first, second] = await Promise.all(
    pages.map((page) => page.evaluate(() => window.personalizer.recommend({ kind: 'recently-viewed', count: 100 }))),
  )
  expect(second.items.map(({ item }) => item.id)).toEqual(first.items.map(({ item }) => item.id))
  await Promise.all(pages.map((page) => page.evaluate(() => window.personalizer.learn())))

  const [data, other] = await Promise.all(pages.map((page) => page.evaluate(() => window.personalizer.export())))
  expect(data?.interactions).toHaveLength(2 * EACH)
  expect(other).toMatchObject({ interactions: data?.interactions, adapter: data?.adapter })
  const stored = data?.interactions ?? []
  expect(stored.map(({ id }) => id)).toEqual(stored.map((_, i) => i + 1))
  for (const tab of [0, 1]) {
    const own = stored.filter(({ price }) => price === tab).map(({ item }) => item)
    expect(own).toEqual(ids.slice(tab * EACH, tab * EACH + EACH))
  }

  // A third tab reads what the two have left, and what one erases is gone for all.
  const third = await context.newPage()
  await openBarePage(third, servers, 'module')
  expect((await waitForEngine(third)).interactions).toBe(2 * EACH)
  expect(await third.evaluate(() => window.personalizer.consent.deny())).toBe(true)
  for (const page of [...pages, third]) {
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
    await page.evaluate(() => window.personalizer.track('view_item', { item_id: 'late' }))
    expect(await page.evaluate(async () => (await window.personalizer.export())?.interactions ?? [])).toEqual([])
  }
})
