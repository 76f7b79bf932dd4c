/**
 * npm run bench:start: from the beginning of a page's navigation to recommendations, on the demo's model with
 * everything served from this machine. "first answer": `recommend()` called as soon as the SDK is there; "model": the
 * first answer that the model gave. Cold: nothing cached or stored, and the visitor looks at three items at once.
 * Warm: the same visitor loads the page again.
 */

import { readItemIds } from '../e2e/read-item-ids.ts'
import { DEMO_MODEL, openBenchBrowser } from './bench-browser.ts'
import { printRow } from './print-row.ts'
import { quantile } from './quantile.ts'

const VISITORS = 10

const bench = await openBenchBrowser()
const bare = await bench.serve(DEMO_MODEL)
const ids = readItemIds(DEMO_MODEL)
console.log(`${VISITORS} visitors, script tag, milliseconds since the navigation began`)
printRow(['visit', 'backend', 'answer p50', 'p95', 'model p50', 'p95'])
for (const backend of ['auto', ...bench.named] as const) {
  const visits = { cold: [] as { answer: number; model: number }[], warm: [] as { answer: number; model: number }[] }
  for (let i = 0; i < VISITORS; i++) {
    const visitor = await bench.newVisitor()
    const page = await visitor.newPage()
    for (const visit of ['cold', 'warm'] as const) {
      await page.goto(bare.address('script', { consent: 'granted', learn: false, backend, timeout: 60_000 }))
      visits[visit].push(
        await page.evaluate(
          async ({ seen }) => {
            const { personalizer } = window
            for (const id of seen) void personalizer.track('view_item', { items: [{ item_id: id }] })
            await personalizer.recommend({ count: 12 })
            const answer = performance.now()
            while ((await personalizer.recommend({ count: 12 })).source !== 'model');
            return { answer, model: performance.now() }
          },
          { seen: visit === 'cold' ? ids.slice(0, 3) : [] },
        ),
      )
    }
    await visitor.close()
  }
  for (const [visit, times] of Object.entries(visits)) {
    const of = (part: 'answer' | 'model', share: number) =>
      quantile(
        times.map((time) => time[part]),
        share,
      )
    printRow([visit, backend, of('answer', 0.5), of('answer', 0.95), of('model', 0.5), of('model', 0.95)])
  }
}
await bench.close()
