import { browse, type Step } from './browse.ts'
import { expect, test } from './fixtures.ts'
import { MONTH_AGO } from './month-ago.ts'
import { openBarePage } from './open-bare-page.ts'
import { rankLikeEvaluate } from './rank-like-evaluate.ts'
import { readItemIds } from './read-item-ids.ts'
import { waitForEngine } from './wait-for-engine.ts'

test('the CLI ranks as the browser recommends: the same top 20 from the same model and interactions', async ({
  page,
  servers,
}) => {
  const ids = readItemIds(servers.folder)
  // Two visits, several kinds of events, pauses of many lengths, an item met twice.
  const pauses = [0, 4, 75, 7200, 31, 700, 12, 3, 190]
  const rows = [12, 57, 57, 230, 101, 12, 88, 301, 44]
  const events = ['view_item', 'view_item', 'add_to_cart', 'view_item', 'select_item', 'view_item', 'purchase'] as const
  let time = MONTH_AGO + 9 * 3_600_000
  const steps = rows.map((row, i): Step => {
    time += pauses[i] * 1000
    return { item: ids[row % ids.length], event: events[i % events.length], time }
  })
  await openBarePage(page, servers, 'script', { backend: 'wasm' })
  await waitForEngine(page)
  await browse(page, steps)
  const { list, source, history } = await page.evaluate(async () => {
    const { items, source } = await window.personalizer.recommend({ count: 20 })
    const data = await window.personalizer.export()
    return { list: items.map(({ item }) => item.id), source, history: data?.interactions ?? [] }
  })
  expect(source).toBe('model')
  expect(list).toHaveLength(20)
  expect(history.map(({ item, event, time }) => ({ item, event, time }))).toEqual(steps)
  expect(list).toEqual(await rankLikeEvaluate(servers.folder, history, 20))
})
