/**
 * npm run soak: eight hours' worth of use on one page that is never left: 100,000 interactions, 5,000 lists, 1,000 choices
 * and 200 learning runs in a real Chromium, with the demo's model and a profile on disk. At every tenth: the heaps of page
 * and worker after a collection, TF.js tensors, stored rows, bytes of the database. Exit code 1 where one of them is not
 * flat after the first tenth, in which the history reaches what is kept. `--scale 0.01` does a hundredth of all.
 */
import { parseArgs } from 'node:util'
import type { CDPSession } from '@playwright/test'
import { readItemIds } from '../e2e/read-item-ids.ts'
import { DEMO_MODEL } from './bench-browser.ts'
import { countStored } from './count-stored.ts'
import { openProfile } from './open-profile.ts'
import { printRow } from './print-row.ts'
import { serveModel } from './serve-model.ts'

const TENTHS = 10
/** Interactions between two lists, two choices, two learning runs. */
const EVERY = { list: 20, choice: 100, learning: 500 }
const SECONDS = 40
const SESSION = 12
const SILENCE = 2100
const MB = 2 ** 20

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'wasm' },
  },
})
const scale = Number(values.scale)
const total = 100_000 * scale
if (!(total >= 1000 && total <= 1e6)) throw new Error(`--scale is ${values.scale}: give a number from 0.01 to 10`)
/** What is kept by default; all of a first tenth where less is done. */
const kept = Math.min(10_000, total / TENTHS)

/**
 * How much a sample may be above that of the first tenth. What leaks with every interaction or list is far beyond it: a
 * number in a map takes some 50 bytes, a row of the history 250, the rows of nine tenths 20 MB. Of the heap a tenth and
 * 2 MB come and go with what the engine compiles and caches. No tensor may stay. Retention lets 100 rows come together
 * before it deletes; a batch of one message comes on top. LevelDB keeps what was deleted until it compacts: the file may
 * take twice as much, and two write-ahead logs of 4 MB.
 */
const MOST: Record<Exclude<keyof Sample, 'seconds'>, (first: number) => number> = {
  page: (first) => first * 1.1 + 2 * MB,
  worker: (first) => first * 1.1 + 2 * MB,
  tensors: (first) => first,
  rows: () => kept + 200,
  bytes: (first) => first * 2 + 8 * MB,
}

interface Sample {
  /** Bytes after a collection. */
  page: number
  worker: number
  tensors: number
  rows: number
  /** Of the database on disk. */
  bytes: number
  seconds: number
}

const bare = await serveModel(DEMO_MODEL)
const ids = readItemIds(DEMO_MODEL)
const { browser, close } = await openProfile()
const page = await browser.newPage()
const complaints: string[] = []
page.on('pageerror', ({ message }) => complaints.push(message))
await page.goto(
  bare.address('module', {
    ...{ consent: 'granted', learn: false, audit: 'off', backend: values.backend as 'wasm', timeout: 60_000 },
    keep: { interactions: kept },
  }),
)
await page.waitForFunction(() => window.personalizer?.getSnapshot().engine?.backend.inference)
const cdp = await browser.newCDPSession(page)
const askWorker = await attachWorker(cdp)

/** The worker's own DevTools session: Playwright gives one to pages alone. */
async function attachWorker(cdp: CDPSession): Promise<<T>(method: string) => Promise<T>> {
  const waiting = new Map<number, (result: never) => void>()
  cdp.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message)
    waiting.get(id)?.(result as never)
    waiting.delete(id)
  })
  const attached = new Promise<string>((resolve) => {
    cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => targetInfo.type === 'worker' && resolve(sessionId))
  })
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false })
  const sessionId = await attached
  let calls = 0
  return (method) =>
    new Promise((resolve) => {
      const id = ++calls
      waiting.set(id, resolve)
      void cdp.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
    })
}

interface Tensors {
  numTensors: number
  nextTensorId: number
}
interface Heap {
  usedSize: number
  /** Of array buffers and WebAssembly. */
  backingStorageSize?: number
}
const heapOf = ({ usedSize, backingStorageSize = 0 }: Heap) => usedSize + backingStorageSize

async function sample(began: number): Promise<Sample> {
  await cdp.send('HeapProfiler.collectGarbage')
  await askWorker('HeapProfiler.collectGarbage')
  const { numTensors: tensors, nextTensorId: made } = await page
    .workers()[0]
    .evaluate(() => (self as unknown as { _tfengine: { state: Tensors } })._tfengine.state)
  if (made === 0) throw new Error('TF.js counts its tensors elsewhere')
  return {
    page: heapOf((await cdp.send('Runtime.getHeapUsage')) as Heap),
    worker: heapOf(await askWorker<Heap>('Runtime.getHeapUsage')),
    tensors,
    rows: await page.evaluate(countStored),
    bytes: await page.evaluate(async () => {
      const { usageDetails, usage } = (await navigator.storage.estimate()) as StorageEstimate & {
        usageDetails?: { indexedDB?: number }
      }
      return usageDetails?.indexedDB ?? usage ?? 0
    }),
    seconds: (performance.now() - began) / 1000,
  }
}

/** Runs in the page: what a visitor does from interaction `from` on to `to`, each at its own moment. */
async function use(given: {
  ids: string[]
  from: number
  to: number
  first: number
  every: typeof EVERY
  rhythm: [seconds: number, session: number, silence: number]
}): Promise<void> {
  const { ids, from, to, first, every } = given
  const [seconds, session, silence] = given.rhythm
  const { personalizer } = window
  const kinds = ['for-you', 'similar', 'rerank', 'recently-viewed', 'complete-cart', 'for-you', 'popular'] as const
  const stored = async () => {
    while (personalizer.getSnapshot().queued > 0) await new Promise((resolve) => setTimeout(resolve))
  }
  for (let i = from; i < to; i++) {
    const now = first + (i * seconds + Math.floor(i / session) * silence) * 1000
    Date.now = () => now
    const seed = ids[(i * 13 + (i % 3) * 29) % 120]
    const name = i % 40 === 39 ? 'purchase' : i % 9 === 8 ? 'add_to_cart' : 'view_item'
    if (i % 25 === 24) personalizer.track('search', { search_term: `term ${i}` })
    else personalizer.track(name, { items: [{ item_id: seed, price: i }] })
    // As many as go in one message.
    if (i % 50 === 49) await stored()
    if (i % every.list === 0) {
      const kind = kinds[(i / every.list) % kinds.length]
      const { items, source } = await personalizer.recommend({
        ...{ kind, count: 20, page: `/p/${i}`, explore: true, rotate: true },
        ...(kind === 'rerank' && { items: ids.slice(i % 800, (i % 800) + 100) }),
        ...(kind === 'similar' && { seed }),
      })
      if (source === 'shop-order') throw new Error(`${kind}: ${personalizer.getSnapshot().message}`)
      // Looked at in vain, but for one.
      const chosen = items[i % Math.max(1, items.length)]
      if (i % 3 === 0 && chosen) {
        personalizer.track('select_item', { attribution: chosen.attribution, items: [{ item_id: chosen.item.id }] })
      }
    }
    if (i % every.choice === 0) {
      const { id } = await personalizer.choose({ slot: `slot ${i % 3}`, options: ['a', 'b', 'c'] })
      if (i % 4 === 0) personalizer.track('select_promotion', { attribution: id })
    }
    if (i % every.learning === every.learning - 1) await personalizer.learn()
  }
  await stored()
}

const first = Date.now() - total * (SECONDS + SILENCE / SESSION) * 1000
const began = performance.now()
const samples: Sample[] = []
console.log(
  `npm run soak -- --scale ${values.scale} --backend ${values.backend}: ${total} interactions, ${total / EVERY.list} lists, ${total / EVERY.choice} choices, ${total / EVERY.learning} learning runs; the newest ${kept} are kept`,
)
printRow(['interactions', 'page MB', 'worker MB', 'tensors', 'rows', 'database MB', 'seconds'])
for (let tenth = 0; tenth < TENTHS; tenth++) {
  const each = total / TENTHS
  const from = tenth * each
  for (let at = from; at < from + each; at += EVERY.learning) {
    const to = Math.min(at + EVERY.learning, from + each)
    await page.evaluate(use, { ids, from: at, to, first, every: EVERY, rhythm: [SECONDS, SESSION, SILENCE] } as never)
    process.stderr.write(`\r${to} `)
  }
  process.stderr.write('\r')
  const seen = await sample(began)
  samples.push(seen)
  const [page_, worker, bytes] = [seen.page, seen.worker, seen.bytes].map((bytes) => (bytes / MB).toFixed(1))
  printRow([String(from + each), page_, worker, String(seen.tensors), String(seen.rows), bytes, seen.seconds])
}
const { learning, storage, storageProblem } = (await page.evaluate(() => window.personalizer.getSnapshot().engine))!
await close()
bare.close()

for (const [name, most] of Object.entries(MOST)) {
  const [start, ...later] = samples.map((each) => each[name as keyof typeof MOST])
  const worst = Math.max(...later)
  if (worst > most(start)) complaints.push(`${name} is not flat: ${start} at the first tenth, then up to ${worst}`)
}
if (storage !== 'indexeddb') complaints.push(`nothing is stored any more: ${storageProblem}`)
const verdicts = new Set(learning.map(({ verdict, reason }) => (verdict === 'aborted' ? reason : verdict)))
console.log(`learning: ${[...verdicts].join(', ')}`)
console.log(complaints.length === 0 ? 'flat after the first tenth' : complaints.join('\n'))
process.exitCode = complaints.length === 0 ? 0 : 1
