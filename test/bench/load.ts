/**
 * npm run bench:load: how long the engine takes to start with a million stored interactions (`--rows` for another
 * number), from the beginning of the navigation until the whole model is there, against a visitor with none; when the
 * list comes that the page asks for at once; then how long retention takes, how long an event waits meanwhile, and the
 * start after it. The model is cached, the profile is on disk.
 */
import { parseArgs } from 'node:util'
import { readItemIds } from '../e2e/read-item-ids.ts'
import { DEMO_MODEL } from './bench-browser.ts'
import { countStored } from './count-stored.ts'
import { openProfile } from './open-profile.ts'
import { printRow } from './print-row.ts'
import { quantile } from './quantile.ts'
import { serveModel } from './serve-model.ts'

const STARTS = 5
/** What retention leaves, and what comes meanwhile. */
const KEPT = 10_500
const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } })
const rows = Number(values.rows)

const bare = await serveModel(DEMO_MODEL)
const ids = readItemIds(DEMO_MODEL)
const { browser, close } = await openProfile()
const address = bare.address('module', { consent: 'granted', learn: false, backend: 'wasm', timeout: 60_000 })

/** Milliseconds until the model and until the first list of each start; the page is closed before retention has come far. */
async function starts(): Promise<{ model: number; list: number }[]> {
  const times: { model: number; list: number }[] = []
  for (let i = 0; i < STARTS; i++) {
    const page = await browser.newPage()
    await page.goto(address)
    times.push(
      await page.evaluate(async () => {
        const { personalizer } = window
        const list = personalizer.recommend({ count: 20 }).then(() => performance.now())
        const model = await new Promise<number>((resolve) => {
          const look = () => personalizer.getSnapshot().engine?.backend.inference && resolve(performance.now())
          personalizer.subscribe(look)
          look()
        })
        return { model, list: await list }
      }),
    )
    await page.close()
  }
  return times
}

/** Runs in the page: one event after the other, each as soon as the one before is stored, until `isOver`. @returns milliseconds of the slowest */
async function slowestEvent(item_id: string): Promise<number> {
  const { personalizer } = window
  let slowest = 0
  while (!('isOver' in window)) {
    const began = performance.now()
    personalizer.track('view_item', { item_id })
    await new Promise<void>((resolve) => {
      personalizer.subscribe(() => personalizer.getSnapshot().queued === 0 && resolve())
    })
    slowest = Math.max(slowest, performance.now() - began)
    await new Promise((later) => setTimeout(later, 200))
  }
  return slowest
}

await starts()
const empty = await starts()

/** Without an engine beside it. */
const page = await browser.newPage()
await page.goto(bare.address('module', { consent: 'pending' }))
await page.evaluate(
  async ({ ids, rows }) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('penchant')
      opening.onsuccess = () => resolve(opening.result)
    })
    const first = Date.now() - rows * 20_000
    for (let from = 0; from < rows; from += 20_000) {
      const transaction = database.transaction('interactions', 'readwrite')
      const store = transaction.objectStore('interactions')
      for (let i = from; i < Math.min(from + 20_000, rows); i++) {
        const item = ids[(i * 7919) % ids.length]
        store.add({ event: 'view_item', item, time: first + i * 20_000, session: 1 + Math.floor(i / 20) })
      }
      await new Promise((done) => {
        transaction.oncomplete = done
      })
    }
    database.close()
  },
  { ids, rows },
)
console.log(`${(await page.evaluate(countStored)).toLocaleString('en')} interactions stored`)
const full = await starts()

const visit = await browser.newPage()
await visit.goto(address)
const began = performance.now()
const waited = visit.evaluate(slowestEvent, ids[0])
while ((await page.evaluate(countStored)) > KEPT) await visit.waitForTimeout(500)
const retention = performance.now() - began
await visit.evaluate(() => Object.assign(window, { isOver: true }))
const slowest = await waited
await visit.close()
const after = await starts()
await close()
bare.close()

const median = (times: number[]) => quantile(times, 0.5)
printRow(['stored', 'start p50', 'worst', 'ratio', 'first list p50', 'ratio'])
for (const [name, times] of Object.entries({
  none: empty,
  [rows.toLocaleString('en')]: full,
  'after retention': after,
})) {
  const of = (part: 'model' | 'list', some: typeof times) => some.map((time) => time[part])
  const ratio = (part: 'model' | 'list') => (median(of(part, times)) / median(of(part, empty))).toFixed(2)
  const [start, list] = [of('model', times), of('list', times)]
  printRow([name, median(start), Math.max(...start), ratio('model'), median(list), ratio('list')])
}
console.log(
  `retention took ${(retention / 1000).toFixed(0)} s; an event that came meanwhile was stored after ${slowest.toFixed(0)} ms at most`,
)
