/**
 * npm run bench:load: how long the engine takes to start with a million stored interactions (`--rows` for another
 * number), from the beginning of the navigation until the whole model is there, against a visitor with none; when the
 * list comes that the page asks for at once; then how long retention takes, and the start after it. The model is cached,
 * the profile is on disk.
 */

import { parseArgs } from 'node:util'
import { readItemIds } from '../e2e/read-item-ids.ts'
import { DEMO_MODEL } from './bench-browser.ts'
import { openProfile } from './open-profile.ts'
import { printRow } from './print-row.ts'
import { quantile } from './quantile.ts'
import { serveModel } from './serve-model.ts'

const STARTS = 5
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

const stored = async () => {
  const page = await browser.newPage()
  await page.goto(bare.address('module', { consent: 'pending' }))
  return { page, count: () => page.evaluate(count) }
}

/** Runs in the page. */
function count(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('penchant')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const asked = opening.result.transaction('interactions').objectStore('interactions').count()
      asked.onsuccess = () => {
        opening.result.close()
        resolve(asked.result)
      }
    }
  })
}

await starts()
const empty = await starts()

const { page, count: countStored } = await stored()
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
console.log(`${(await countStored()).toLocaleString('en')} interactions stored`)
const full = await starts()

const visit = await browser.newPage()
await visit.goto(address)
const began = performance.now()
while ((await countStored()) > 10_000) await visit.waitForTimeout(500)
const retention = performance.now() - began
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
console.log(`retention took ${(retention / 1000).toFixed(0)} s, in slices beside the visitor's own questions`)
