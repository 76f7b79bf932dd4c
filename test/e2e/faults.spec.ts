import { generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page, Route } from '@playwright/test'
import { createRandom } from '../../packages/model/src/random.ts'
import { expect, test } from './fixtures.ts'
import { openBarePage } from './open-bare-page.ts'
import { readItemIds } from './read-item-ids.ts'
import { waitForEngine } from './wait-for-engine.ts'

/** `npm run faults -- --seed 7 --runs 1000`: run `i` has the seed `SEED + i`. */
const SEED = Number(process.env.PENCHANT_SEED ?? 1)
const RUNS = Number(process.env.PENCHANT_RUNS ?? 3)
const STEPS = 16
const MOST_TABS = 5
const HOUR = 3_600_000

// What goes wrong is said on the console, as it should be; what may not happen is asked of the page itself.
test.use({ tolerated: /Failed to load resource|penchant|net::|wasm|TypeError: Failed to fetch/i })

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const modelKey = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url').toString('base64')

type Network = 'whole' | 'down' | 'cut' | 'flipped'

/** Everything that a page must never see, told by the page itself. */
function watchForTrouble(): void {
  const seen: string[] = []
  Object.assign(window, { trouble: seen })
  addEventListener('error', ({ message }) => seen.push(`error: ${message}`))
  addEventListener('unhandledrejection', ({ reason }) => seen.push(`rejection: ${reason}`))
}

/** Flips one bit of one file in Cache Storage. */
async function flipCached([file, where]: readonly [number, number]): Promise<void> {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    const keys = await cache.keys()
    if (keys.length === 0) continue
    const request = keys[file % keys.length]
    const response = await cache.match(request)
    if (!response) continue
    const bytes = new Uint8Array(await response.arrayBuffer())
    bytes[where % bytes.length] ^= 1 << (where % 8)
    // Where the quota has ended it stays as it is.
    await cache.put(request, new Response(bytes, { headers: response.headers })).catch(() => {})
  }
}

/**
 * Flips one bit of one value in IndexedDB; keys are the database's own. @returns what the interaction that it is in, or would
 * be, was marked with; nothing where it is in none
 */
async function flipStored([store, row, leaf, bit]: readonly number[]): Promise<unknown[]> {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'penchant')) return []
  const database = await new Promise<IDBDatabase | null>((resolve) => {
    const opening = indexedDB.open('penchant')
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => resolve(null)
  })
  if (!database) return []
  const ask = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  try {
    const names = [...database.objectStoreNames]
    // Every other one in an interaction: there are most of them.
    const name = store % 2 ? 'interactions' : names[(store >> 1) % names.length]
    const transaction = database.transaction(name, 'readwrite')
    const there = transaction.objectStore(name)
    const keys = await ask(there.getAllKeys())
    if (keys.length === 0) return []
    const key = keys[row % keys.length]
    const value = await ask(there.get(key))
    const flip = (old: unknown): unknown => {
      if (typeof old === 'boolean') return !old
      if (typeof old === 'string') {
        const at = leaf % Math.max(1, old.length)
        return old.slice(0, at) + String.fromCharCode(old.charCodeAt(at) ^ (1 << (bit % 7))) + old.slice(at + 1)
      }
      const bytes = typeof old === 'number' ? new Uint8Array(Float64Array.of(old).buffer) : (old as Uint8Array)
      bytes[bit % bytes.length] ^= 1 << ((bit >> 3) % 8)
      return typeof old === 'number' ? new Float64Array(bytes.buffer)[0] : bytes
    }
    const isLeaf = (value: unknown) =>
      ['boolean', 'string', 'number'].includes(typeof value) || (value instanceof Uint8Array && value.length > 0)
    const leaves: { of: Record<string, unknown>; name: string }[] = []
    const look = (of: Record<string, unknown>): void => {
      for (const [name, value] of Object.entries(of)) {
        if (isLeaf(value)) leaves.push({ of, name })
        else if (typeof value === 'object' && value !== null) look(value as Record<string, unknown>)
      }
    }
    const box = { value }
    look(box)
    const free = leaves.filter(({ of, name }) => !(of === value && name === there.keyPath))
    if (free.length === 0) return []
    const before = name === 'interactions' ? value.price : undefined
    const chosen = free[leaf % free.length]
    chosen.of[chosen.name] = flip(chosen.of[chosen.name])
    await ask(there.keyPath ? there.put(box.value) : there.put(box.value, key))
    return name === 'interactions' ? [before, box.value.price] : []
  } catch {
    // The quota has ended, or the same key is there already.
    return []
  } finally {
    database.close()
  }
}

for (let run = 0; run < RUNS; run++)
  test(`seed ${SEED + run}: nothing acknowledged is lost, nothing unverified is used, and the page hears of nothing`, async ({
    context,
    servers,
  }) => {
    const random = createRandom(SEED + run)
    const ids = readItemIds(servers.folder)
    const signature = sign(null, readFileSync(join(servers.folder, 'manifest.json')), privateKey)
    let network: Network = 'whole'
    await context.addInitScript(watchForTrouble)
    await context.route(`${servers.cdn}/model/**`, async (route: Route) => {
      const headers = { 'access-control-allow-origin': '*' }
      try {
        if (network === 'down') return await route.abort()
        const { pathname } = new URL(route.request().url())
        const file = pathname.slice('/model/'.length)
        const whole = file === 'manifest.sig' ? signature : readFileSync(join(servers.folder, file))
        const body = Buffer.from(whole)
        if (network === 'flipped') body[random.below(body.length)] ^= 1 << random.below(8)
        await route.fulfill({ headers, body: network === 'cut' ? body.subarray(0, random.below(body.length)) : body })
      } catch {
        // The tab that asked is gone.
      }
    })

    const tabs: Page[] = []
    const open = async (): Promise<Page> => {
      const page = await context.newPage()
      const options = { modelKey, timeout: 3000, learn: random.below(4) === 0, backend: 'cpu' as const }
      await openBarePage(page, servers, 'module', options)
      tabs.push(page)
      return page
    }
    // What an undisturbed visitor gets, and the only model there is.
    const first = await open()
    const { model } = await waitForEngine(first)
    const popular = (page: Page) =>
      page.evaluate(async () => {
        const { source, items } = await window.personalizer.recommend({ kind: 'popular', count: 20 })
        return { source, items: JSON.stringify(items.map(({ item, score }) => ({ item, score }))) }
      })
    const reference = await popular(first)
    expect(reference.source).toBe('popularity')

    let number = 0
    const acknowledged: number[] = []
    /** What a bit was flipped in: it may be gone, and come back where the flip was undone. */
    const rotten = new Set<unknown>()
    const done: string[] = []
    const deeds: Record<string, (page: Page) => Promise<unknown>> = {
      async track(page) {
        const price = ++number
        await page.evaluate(
          ([item_id, price]) => window.personalizer.track('view_item', { items: [{ item_id, price }] }),
          [ids[random.below(ids.length)], price] as const,
        )
        // Not every visitor waits until it is stored.
        if (random.below(3) === 0) return
        const stored = await page
          .waitForFunction(() => window.personalizer.getSnapshot().queued === 0, null, { timeout: 4000 })
          .then(() =>
            page.evaluate(() => {
              const { engine } = window.personalizer.getSnapshot()
              return engine?.storage === 'indexeddb' && !engine.paused
            }),
          )
          .catch(() => false)
        if (stored) acknowledged.push(price)
      },
      async recommend(page) {
        const answer = await popular(page)
        if (answer.source === 'popularity') expect(answer.items).toBe(reference.items)
        const engine = await page.evaluate(() => window.personalizer.getSnapshot().engine)
        expect([undefined, model!.hash]).toContain(engine?.model?.hash)
      },
      async list(page) {
        const { items } = await page.evaluate(() => window.personalizer.recommend({ count: 5 }))
        for (const { item } of items) expect(ids).toContain(item.id)
      },
      killWorker: async (page) =>
        page
          .workers()[0]
          ?.evaluate(() => self.close())
          .catch(() => {}),
      async killTab(page) {
        tabs.splice(tabs.indexOf(page), 1)
        await page.close()
        if (tabs.length === 0) await open()
      },
      async openTab() {
        if (tabs.length < MOST_TABS) await open()
      },
      async reload(page) {
        await page.reload()
        await page.waitForFunction(() => 'personalizer' in window)
      },
      async network() {
        network = (['whole', 'down', 'cut', 'flipped'] as const)[random.below(4)]
      },
      flipCached: (page) => page.evaluate(flipCached, [random.below(9), random.below(1e6)] as const),
      async flipStored(page) {
        const numbers = Array.from({ length: 4 }, () => random.below(1e6))
        for (const price of await page.evaluate(flipStored, numbers)) rotten.add(price)
      },
      pause: (page) => page.evaluate((on) => window.personalizer.pause(on), random.below(3) === 0),
      choose: (page) => page.evaluate(() => window.personalizer.choose({ slot: 'hero', options: ['a', 'b'] })),
      moveClock: (page) => page.clock.setSystemTime(Date.now() + (random.below(200) - 100) * HOUR),
      quota: () => setQuota(context, tabs[0], random.below(2) === 0 ? 1 : undefined),
      learn: (page) => page.evaluate(() => window.personalizer.learn()),
    }
    const often = ['track', 'track', 'track', 'track', 'recommend', 'recommend', 'list', ...Object.keys(deeds)]
    const troubles = async () => {
      for (const page of tabs) {
        expect(await page.evaluate(() => (window as unknown as { trouble: string[] }).trouble), done.join(' ')).toEqual(
          [],
        )
      }
    }
    for (let step = 0; step < STEPS; step++) {
      const name = often[random.below(often.length)]
      done.push(name)
      await test.step(name, () => deeds[name](tabs[random.below(tabs.length)]))
      await troubles()
    }

    // The next visit, with nothing in its way.
    network = 'whole'
    await setQuota(context, tabs[0], undefined)
    for (const page of tabs.splice(0)) await page.close()
    const last = await open()
    await waitForEngine(last, 60_000)
    const data = await last.evaluate(() => window.personalizer.export())
    const prices = data?.interactions.map(({ price }) => price).filter((price) => !rotten.has(price)) ?? []
    expect(new Set(prices).size, `stored twice after ${done.join(' ')}`).toBe(prices.length)
    expect(prices, `lost after ${done.join(' ')}`).toEqual(
      expect.arrayContaining(acknowledged.filter((price) => !rotten.has(price))),
    )
    expect(await popular(last)).toEqual(reference)
    await troubles()
  })

/** @param bytes `undefined`: what the device has. */
async function setQuota(context: BrowserContext, page: Page, bytes: number | undefined): Promise<void> {
  const client = await context.newCDPSession(page)
  const { origin } = new URL(page.url())
  await client.send('Storage.overrideQuotaForOrigin', { origin, ...(bytes !== undefined && { quotaSize: bytes }) })
  // Its end would be the override's.
  if (bytes === undefined) await client.detach()
}
