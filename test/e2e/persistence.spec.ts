import { browse, type Step } from './browse.ts'
import { expect, test } from './fixtures.ts'
import { MONTH_AGO } from './month-ago.ts'
import { openBarePage } from './open-bare-page.ts'
import { readItemIds } from './read-item-ids.ts'
import { waitForEngine } from './wait-for-engine.ts'

const DAY = 24 * 3600_000

test('after a reload the visitor is the same: interactions, what was learnt, and the list', async ({
  page,
  servers,
}) => {
  const ids = readItemIds(servers.folder)
  // Somebody who comes back to one product between all others, which no other visitor does: there is something to learn.
  const steps = Array.from({ length: 120 }, (_, i): Step => {
    const row = i % 2 ? 900 : 40 + i * 37
    const time = MONTH_AGO + Math.floor(i / 12) * DAY + i * 40_000
    return { item: ids[row % ids.length], event: 'view_item', time }
  })
  await openBarePage(page, servers, 'script')
  await waitForEngine(page)
  await browse(page, steps)
  await page.evaluate(() => window.personalizer.learn())
  const look = () =>
    page.evaluate(async () => {
      const { personalizer } = window
      const { items, source } = await personalizer.recommend({ count: 10 })
      const { engine } = personalizer.getSnapshot()
      const data = await personalizer.export()
      return {
        source,
        list: items.map(({ item, score }) => [item.id, score]),
        history: data?.interactions,
        adapter: data?.adapter,
        learnt: engine?.adapter,
        runs: engine?.learning,
        sessions: engine?.sessions,
      }
    })
  const before = await look()
  expect(before.runs?.[0], before.runs?.[0]?.reason).toMatchObject({ verdict: 'accepted' })
  expect(before.learnt).toMatchObject({ state: 'adapted', version: 1 })
  expect(before.adapter?.length).toBeGreaterThan(0)
  expect(before.history).toHaveLength(steps.length)
  expect(before.sessions).toBe(10)
  expect(before.source).toBe('model')

  await page.reload()
  await page.waitForFunction(() => 'personalizer' in window)
  await waitForEngine(page)
  expect(await look()).toEqual(before)
})
