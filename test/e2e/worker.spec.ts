import { browse, type Step } from './browse.ts'
import { expect, test } from './fixtures.ts'
import { MONTH_AGO } from './month-ago.ts'
import { openBarePage } from './open-bare-page.ts'
import { readItemIds } from './read-item-ids.ts'
import { waitForEngine } from './wait-for-engine.ts'

test('a killed worker is started again, and nothing is lost', async ({ page, servers }) => {
  const ids = readItemIds(servers.folder)
  const steps = Array.from(
    { length: 12 },
    (_, i): Step => ({
      item: ids[(i * 13) % ids.length],
      event: 'view_item',
      time: MONTH_AGO + i * 30_000,
    }),
  )
  await openBarePage(page, servers, 'module', { timeout: 3000 })
  await waitForEngine(page)
  await browse(page, steps.slice(0, 6))

  // It dies without a word, as when the system takes its memory: no event tells the page.
  const [worker] = page.workers()
  await worker.evaluate(() => self.close())
  await browse(page, steps.slice(6))
  const { items, source } = await page.evaluate(() => window.personalizer.recommend({ count: 10 }))
  expect(source).toBe('model')
  expect(items).toHaveLength(10)
  expect(page.workers()).toHaveLength(1)
  expect(page.workers()[0]).not.toBe(worker)
  const data = await page.evaluate(() => window.personalizer.export())
  expect(data?.interactions.map(({ item, event, time }) => ({ item, event, time }))).toEqual(steps)
})
