import { expect, test } from './fixtures.ts'
import { openBarePage } from './open-bare-page.ts'
import { waitForEngine } from './wait-for-engine.ts'

test('where the quota is used up the visit goes on in memory, and says so', async ({ page, context, servers }) => {
  await openBarePage(page, servers, 'module')
  await waitForEngine(page)
  const devtools = await context.newCDPSession(page)
  const origin = await page.evaluate(() => location.origin)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  await page.evaluate(() => window.personalizer.track('view_item', { items: [{ item_id: 'a' }, { item_id: 'b' }] }))
  await page.waitForFunction(() => window.personalizer.getSnapshot().queued === 0)
  const { state, engine } = await page.evaluate(() => window.personalizer.getSnapshot())
  expect(state).toBe('ready')
  expect(engine).toMatchObject({ storage: 'memory', storageProblem: 'full', interactions: 2 })

  await devtools.send('Storage.overrideQuotaForOrigin', { origin })
  await page.reload()
  await page.waitForFunction(() => 'personalizer' in window)
  // The next page tries again.
  expect(await waitForEngine(page)).toMatchObject({ storage: 'indexeddb', storageProblem: '', interactions: 0 })
})
