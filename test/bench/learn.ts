/**
 * npm run bench:learn: one learning run on the device, by length of the history and backend, on the demo's model. From 200
 * answered questions on the low-rank additions learn too. "slice" is the longest time in which the engine answers nothing, by
 * the clock; "task" is the longest piece of work in the worker by its thread's own time on a processor, of the first run of a
 * visit, in which the browser compiles all, and of the later ones. "list p95" is what a page waits for lists that it asks for
 * while a run goes on, one after the other; "long tasks" are those of more than 50 ms on the page's own thread meanwhile.
 */
import { browse, type Step } from '../e2e/browse.ts'
import { MONTH_AGO } from '../e2e/month-ago.ts'
import { openBarePage } from '../e2e/open-bare-page.ts'
import { readItemIds } from '../e2e/read-item-ids.ts'
import { waitForEngine } from '../e2e/wait-for-engine.ts'
import { DEMO_MODEL, openBenchBrowser } from './bench-browser.ts'
import { longestWorkerTask } from './longest-worker-task.ts'
import { printRow } from './print-row.ts'
import { quantile } from './quantile.ts'

const HISTORIES = [60, 200, 320]
const RUNS = 5
const PER_SESSION = 12

const bench = await openBenchBrowser()
const bare = await bench.serve(DEMO_MODEL)
const ids = readItemIds(DEMO_MODEL)

/** A visitor who comes every day and keeps to a few items. */
function steps(length: number): Step[] {
  const start = MONTH_AGO
  return Array.from({ length }, (_, i) => ({
    item: ids[(i * 13 + (i % 3) * 29) % 120],
    event: i % 9 === 8 ? 'add_to_cart' : 'view_item',
    time: start + Math.floor(i / PER_SESSION) * 86_400_000 + (i % PER_SESSION) * 40_000,
  }))
}

console.log(`${RUNS} runs each, milliseconds`)
printRow([
  'interactions',
  'backend',
  'steps',
  'run p50',
  'first task',
  'worst task',
  'slice p50',
  'slice worst',
  'list p95',
  'long tasks',
  'verdict',
])
for (const length of HISTORIES) {
  for (const backend of bench.backends) {
    const visitor = await bench.newVisitor()
    const page = await visitor.newPage()
    await openBarePage(page, { bare }, 'script', { backend, timeout: 60_000 })
    await waitForEngine(page, 60_000)
    await browse(page, steps(length))
    const first = await longestWorkerTask(page, () => page.evaluate(() => window.personalizer.learn()))
    let worst = 0
    const waits: number[] = []
    let longTasks = 0
    for (let i = 0; i < RUNS; i++) {
      const { done: meanwhile, longest } = await longestWorkerTask(page, () =>
        page.evaluate(async () => {
          const waits: number[] = []
          const tasks: number[] = []
          const observer = new PerformanceObserver((list) => {
            for (const { duration } of list.getEntries()) tasks.push(duration)
          })
          observer.observe({ entryTypes: ['longtask'] })
          let running = true
          const run = window.personalizer.learn().finally(() => {
            running = false
          })
          while (running) {
            const started = performance.now()
            await window.personalizer.recommend({ count: 20 })
            if (running) waits.push(performance.now() - started)
          }
          await run
          for (const { duration } of observer.takeRecords()) tasks.push(duration)
          observer.disconnect()
          return { waits, tasks: tasks.length }
        }),
      )
      worst = Math.max(worst, longest)
      waits.push(...meanwhile.waits)
      longTasks += meanwhile.tasks
    }
    const runs = (await page.evaluate(() => window.personalizer.getSnapshot().engine!.learning)).slice(0, RUNS)
    printRow([
      String(length),
      backend,
      String(runs[0].steps),
      quantile(
        runs.map(({ milliseconds }) => milliseconds),
        0.5,
      ),
      first.longest,
      worst,
      quantile(
        runs.map(({ longestSlice }) => longestSlice),
        0.5,
      ),
      Math.max(...runs.map(({ longestSlice }) => longestSlice)),
      waits.length > 0 ? quantile(waits, 0.95) : '–',
      String(longTasks),
      runs[0].verdict,
    ])
    if (runs[0].verdict === 'aborted') console.log(`  ${runs[0].reason}`)
    await visitor.close()
  }
}
await bench.close()
