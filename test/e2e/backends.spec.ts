import { browse, type Step } from './browse.ts'
import { expect, test } from './fixtures.ts'
import { MONTH_AGO } from './month-ago.ts'
import { openBarePage } from './open-bare-page.ts'
import { readItemIds } from './read-item-ids.ts'
import { waitForEngine } from './wait-for-engine.ts'

const BACKENDS = ['cpu', 'wasm', 'webgl', 'webgpu'] as const

test('each of the four backends gives the same scores and the same top 10', async ({ page, servers }) => {
  const ids = readItemIds(servers.folder)
  const steps: Step[] = [3, 40, 17, 40, 5, 88, 17].map((row, i) => ({
    item: ids[row % ids.length],
    event: i % 3 === 2 ? 'add_to_cart' : 'view_item',
    time: MONTH_AGO + i * 45_000,
  }))
  const answers = []
  for (const backend of BACKENDS) {
    await openBarePage(page, servers, 'script', { backend })
    const engine = await waitForEngine(page)
    expect(engine.backend.inference, engine.backend.reason).toBe(backend)
    if (engine.interactions === 0) await browse(page, steps)
    const { source, items } = await page.evaluate(() => window.personalizer.recommend({ count: 10 }))
    expect(source).toBe('model')
    answers.push(items.map(({ item, score }) => ({ id: item.id, score })))
  }
  const [cpu, ...others] = answers
  expect(cpu).toHaveLength(10)
  for (const other of others) {
    expect(other.map(({ id }) => id)).toEqual(cpu.map(({ id }) => id))
    for (const [i, { score }] of other.entries()) expect(Math.abs(score - cpu[i].score)).toBeLessThanOrEqual(1e-3)
  }
})
