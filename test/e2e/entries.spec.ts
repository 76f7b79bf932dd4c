import { browse, type Step } from './browse.ts'
import { expect, test } from './fixtures.ts'
import { MONTH_AGO } from './month-ago.ts'
import { openBarePage } from './open-bare-page.ts'
import { readItemIds } from './read-item-ids.ts'
import { waitForEngine } from './wait-for-engine.ts'

test('script tag and npm entry behave alike', async ({ page, servers }) => {
  const ids = readItemIds(servers.folder)
  const steps = [7, 19, 7, 133, 60].map(
    (row, i): Step => ({
      item: ids[row % ids.length],
      event: i === 3 ? 'add_to_cart' : 'view_item',
      time: MONTH_AGO + i * 60_000,
    }),
  )
  const seen = []
  for (const entry of ['script', 'module'] as const) {
    // Two databases: two visitors who do the same.
    await openBarePage(page, servers, entry, { consent: 'pending', database: `by-${entry}` })
    const before = await page.evaluate(() => window.personalizer.getSnapshot())
    await page.evaluate(() => window.personalizer.consent.grant())
    await waitForEngine(page)
    await browse(page, steps)
    seen.push(
      await page.evaluate(
        async ([before, wrong]) => {
          const { personalizer } = window
          const lists = []
          for (const kind of ['for-you', 'similar', 'bought-together', 'popular', 'recently-viewed'] as const) {
            const { items, source } = await personalizer.recommend({ kind, count: 10, seed: wrong })
            lists.push({ kind, source, items: items.map(({ item, score, reasons }) => ({ item, score, reasons })) })
          }
          // A wrong request is answered by the shop's own list, with a sentence that names it.
          const refused = await personalizer.recommend({ count: 0, fallback: ['a', 'b'] })
          const { state, consent, queued, dropped, message, engine } = personalizer.getSnapshot()
          const data = await personalizer.export()
          return {
            before,
            lists,
            refused: { ...refused, id: '', took: 0 },
            status: { state, consent, queued, dropped, message },
            engine: { model: engine?.model, storage: engine?.storage, interactions: engine?.interactions },
            stored: data?.interactions.map((interaction) => ({ ...interaction, key: '' })),
            members: Object.keys(personalizer).sort(),
          }
        },
        [before, ids[7 % ids.length]] as const,
      ),
    )
  }
  const [script, module] = seen
  expect(script.before.consent).toBe('pending')
  // Of the four products that were looked at, one is the seed.
  expect(script.lists.map(({ items }) => items.length)).toEqual([10, 10, 10, 10, 3])
  expect(script.refused.items.map(({ item }) => item.id)).toEqual(['a', 'b'])
  expect(module).toEqual(script)
})
