/**
 * npm run bench:recommend: `recommend()` of a visitor with a full window, by size of the catalogue, of the history, all of
 * different items, and backend, each time after a new view, so that the session is encoded anew. "engine" is the time in
 * the worker, "page" what the page waits for, with the way there and back.
 */
import { rm } from 'node:fs/promises'
import { MONTH_AGO } from '../e2e/month-ago.ts'
import { openBarePage } from '../e2e/open-bare-page.ts'
import { waitForEngine } from '../e2e/wait-for-engine.ts'
import { openBenchBrowser } from './bench-browser.ts'
import { printRow } from './print-row.ts'
import { publishRandom } from './publish-random.ts'
import { quantile } from './quantile.ts'

const CATALOGUES = [
  { items: 2_000, histories: [50] },
  { items: 10_000, histories: [50] },
  { items: 50_000, histories: [50, 2_000, 9_000] },
]
/** Ten interactions a session. */
const SESSION = 10
const BETWEEN_SESSIONS = 45 * 60_000
const COUNT = 20
const WARM_UP = 5
const CALLS = 60

const bench = await openBenchBrowser()
console.log(`d = 64, ${COUNT} items, ${CALLS} calls, milliseconds`)
printRow(['items', 'history', 'backend', 'engine p50', 'p95', 'page p50', 'p95', 'encode p50', 'score p50'])
for (const { items, histories } of CATALOGUES) {
  const folder = await publishRandom(items)
  const bare = await bench.serve(folder)
  for (const [history, backend] of histories.flatMap((each) => bench.backends.map((name) => [each, name] as const))) {
    const visitor = await bench.newVisitor()
    const page = await visitor.newPage()
    await openBarePage(page, { bare }, 'script', { backend, timeout: 60_000 })
    const { backend: running } = await waitForEngine(page, 60_000)
    if (running.inference !== backend) {
      printRow([String(items), String(history), backend, `${running.inference} instead: ${running.reason}`])
      await visitor.close()
      continue
    }
    const added = await page.evaluate(
      async (interactions) =>
        (await window.personalizer.import({ ...(await window.personalizer.export())!, interactions }))!.added,
      Array.from({ length: history }, (_, i) => ({
        item: `i${i * 5}`,
        event: 'view_item' as const,
        time: MONTH_AGO + Math.floor(i / SESSION) * BETWEEN_SESSIONS + (i % SESSION) * 30_000,
        id: i + 1,
        session: 1 + Math.floor(i / SESSION),
      })),
    )
    if (added !== history) throw new Error(`${added} of ${history} interactions were imported`)
    const calls = await page.evaluate(
      async ({ count, calls }) => {
        const measured = []
        for (let i = 0; i < calls; i++) {
          await window.personalizer.track('view_item', { items: [{ item_id: `i${i * 11}` }] })
          const started = performance.now()
          const { took, source } = await window.personalizer.recommend({ count })
          if (source !== 'model') throw new Error(`answered by ${source}`)
          const page = performance.now() - started
          const { lastEncode, lastScore } = window.personalizer.getSnapshot().engine!.timings
          measured.push({ engine: took, page, encode: lastEncode!, score: lastScore! })
        }
        return measured
      },
      { count: COUNT, calls: WARM_UP + CALLS },
    )
    const warm = calls.slice(WARM_UP)
    const of = (part: 'engine' | 'page' | 'encode' | 'score', share: number) =>
      quantile(
        warm.map((call) => call[part]),
        share,
      )
    printRow([
      String(items),
      String(history),
      backend,
      of('engine', 0.5),
      of('engine', 0.95),
      of('page', 0.5),
      of('page', 0.95),
      of('encode', 0.5),
      of('score', 0.5),
    ])
    await visitor.close()
  }
  bare.close()
  await rm(folder, { recursive: true })
}
await bench.close()
