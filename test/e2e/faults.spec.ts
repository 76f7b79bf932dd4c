import type { BrowserContext, Page } from '@playwright/test'
import { createRandom, type Random } from '../../packages/model/src/random.ts'
import { test as base, expect } from './fixtures.ts'
import { FAULTS, type HostileCdn, serveHostileCdn } from './hostile-cdn.ts'
import { openBarePage } from './open-bare-page.ts'
import { readItemIds } from './read-item-ids.ts'
import { rotCached } from './rot-cached.ts'
import { rotStored } from './rot-stored.ts'
import { waitForEngine } from './wait-for-engine.ts'

/** `npm run faults -- --seed 7 --runs 1000`: run `i` has the seed `SEED + i`. */
const SEED = Number(process.env.PENCHANT_SEED ?? 1)
const RUNS = Number(process.env.PENCHANT_RUNS ?? 3)
const STEPS = 16
const MOST_TABS = 5
const HOUR = 3_600_000
/** How long a visitor waits for anything, milliseconds: what does not come by then may come while the next thing happens. */
const PATIENCE = 1500
/** What calls are given; a hung worker is found out by it. */
const TIMEOUT = 1500

/** What the page of the driver keeps besides what a page has. */
interface Host {
  trouble: string[]
  workers: Worker[]
  /** Tracked and not yet acknowledged. */
  pending?: number[]
  /** The worker dies in the moment in which it has acknowledged. */
  isDeadly: boolean
  acknowledge(prices: number[]): void
}

const test = base.extend<object, { cdn: HostileCdn; reference: { known?: Reference } }>({
  cdn: [
    async ({ started }, use) => {
      const cdn = await serveHostileCdn(started.folder)
      await use(cdn)
      cdn.close()
    },
    { scope: 'worker' },
  ],
  reference: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
    async ({}, use) => use({}),
    { scope: 'worker' },
  ],
})

// What goes wrong is said on the console, as it should be; what may not happen is asked of the page itself.
test.use({ tolerated: /Failed to load resource|penchant|net::|wasm|TypeError: Failed to fetch/i })

/** Runs in the page before anything else: everything that it must never see, told by the page itself, and its workers. */
function watchPage(): void {
  const host = window as unknown as Host
  Object.assign(host, { trouble: [], workers: [], isDeadly: false })
  addEventListener('error', ({ message }) => host.trouble.push(`error: ${message}`))
  addEventListener('unhandledrejection', ({ reason }) => host.trouble.push(`rejection: ${reason}`))
  window.Worker = class extends Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options)
      host.workers.push(this)
    }
  }
}

/** Runs in the page: tracks a view, which its price names, and resolves when it is acknowledged or patience ends. */
async function trackView([item_id, price, isDeadly, patience]: readonly [
  string,
  number,
  boolean,
  number,
]): Promise<void> {
  const host = window as unknown as Host
  const { personalizer } = window
  host.isDeadly = isDeadly
  if (!host.pending) {
    host.pending = []
    personalizer.subscribe(() => {
      const { queued, engine } = personalizer.getSnapshot()
      const isKept = engine?.storage === 'indexeddb' && !engine.paused
      if (engine && !isKept) host.pending = []
      if (!isKept || queued > 0 || host.pending!.length === 0) return
      if (host.isDeadly) for (const worker of host.workers.splice(0)) worker.terminate()
      host.isDeadly = false
      host.acknowledge(host.pending!.splice(0))
    })
  }
  host.pending.push(price)
  personalizer.track('view_item', { items: [{ item_id, price }] })
  await new Promise<void>((resolve) => {
    setTimeout(resolve, patience)
    personalizer.subscribe(() => personalizer.getSnapshot().queued === 0 && resolve())
  })
}

/** What depends on the model's files alone. */
const askPopular = (page: Page) =>
  page.evaluate(async () => {
    const { source, items } = await window.personalizer.recommend({ kind: 'popular', count: 100 })
    return { source, items: JSON.stringify(items.map(({ item, score }) => ({ item, score }))) }
  })

/** Lists of a visitor who did this alone, from everything that is in the model's files. */
const askAll = async (page: Page, ids: string[]) => ({
  popular: await askPopular(page),
  ...(await page.evaluate(
    async ([seed, ...more]) => {
      const now = 1.7e12
      const and = [seed, ...more].map((item, i) => ({
        event: 'view_item' as const,
        item,
        time: now - 60_000 * (9 - i),
      }))
      const list = async (kind: 'similar' | 'for-you') => {
        const answer = await window.personalizer.inspect({ kind, seed, count: 100 }, { and, now })
        return [answer?.source, JSON.stringify(answer?.items)]
      }
      return { similar: await list('similar'), forYou: await list('for-you') }
    },
    [ids[3], ids[50], ids[7]],
  )),
})
type Reference = Awaited<ReturnType<typeof askAll>> & { hash: string }

for (let run = 0; run < RUNS; run++)
  test(`seed ${SEED + run}: nothing acknowledged is lost, nothing unverified is used, and the page hears of nothing`, async ({
    context,
    servers,
    cdn,
    reference,
  }) => {
    const random = createRandom(SEED + run)
    const ids = readItemIds(servers.folder)
    const acknowledged = new Set<number>()
    await context.addInitScript(watchPage)
    await context.exposeFunction('acknowledge', (prices: number[]) => {
      for (const price of prices) acknowledged.add(price)
    })
    cdn.fault = { kind: 'whole', file: 0, at: 0 }

    const tabs: Page[] = []
    const { model, modelKey } = cdn
    const open = async (learn: boolean): Promise<Page> => {
      const page = await context.newPage()
      // A renderer may take others of the same site along.
      page.on('crash', () => tabs.splice(0, tabs.length, ...tabs.filter((tab) => tab !== page)))
      await openBarePage(page, servers, 'module', { model, modelKey, timeout: TIMEOUT, learn, backend: 'cpu' })
      tabs.push(page)
      return page
    }
    if (!reference.known) {
      const [page] = [await open(false)]
      const { model } = await waitForEngine(page)
      reference.known = { ...(await askAll(page, ids)), hash: model!.hash }
      expect(reference.known).toMatchObject({ popular: { source: 'popularity' }, forYou: ['model', expect.anything()] })
    }
    const { known } = reference
    if (tabs.length === 0) await open(random.below(4) === 0)

    let number = 0
    /** What a bit was flipped in: it may be gone, and come back where the flip was undone. */
    const rotten = new Set<unknown>()
    const done: string[] = []
    const killed = async (page: Page) => {
      tabs.splice(0, tabs.length, ...tabs.filter((tab) => tab !== page))
      await page.close()
    }
    const deeds: Record<string, (page: Page, random: Random) => Promise<unknown>> = {
      async track(page, random) {
        const isDeadly = random.below(8) === 0
        // Not every visitor waits until it is stored.
        const patience = random.below(3) === 0 ? 0 : PATIENCE
        await page.evaluate(trackView, [ids[random.below(ids.length)], ++number, isDeadly, patience] as const)
      },
      async recommend(page) {
        const answer = await askPopular(page)
        if (answer.source === 'popularity') expect(answer.items).toBe(known.popular.items)
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
      closeTab: killed,
      async crashTab(page) {
        const client = await context.newCDPSession(page)
        const crash = page.waitForEvent('crash')
        client.send('Page.crash').catch(() => {})
        await crash
        await killed(page)
      },
      async openTab(_, random) {
        if (tabs.length < MOST_TABS) await open(random.below(4) === 0)
      },
      async reload(page) {
        await page.reload()
        await page.waitForFunction(() => 'personalizer' in window)
      },
      async network(page, random) {
        const kind = FAULTS[random.below(FAULTS.length)]
        // Half of the time what vouches for the rest; or every file at once.
        const file = random.below(2) ? random.below(2) : random.below(9)
        cdn.fault = { kind, file, at: random.below(1e6) }
        // A network matters where something is fetched.
        if (random.below(2)) await deeds.reload(page, random)
      },
      async rotCached(page, random) {
        const forged = random.below(3) === 0 ? cdn.forged.toString() : null
        await page.evaluate(rotCached, [random.below(1000), random.below(1e6), forged] as const)
      },
      async rotStored(page, random) {
        const numbers = Array.from({ length: 4 }, () => random.below(1e6))
        for (const price of await page.evaluate(rotStored, numbers)) rotten.add(price)
      },
      pause: (page, random) => page.evaluate((on) => window.personalizer.pause(on), random.below(3) === 0),
      choose: (page) => page.evaluate(() => window.personalizer.choose({ slot: 'hero', options: ['a', 'b'] })),
      async moveClock(page, random) {
        // Less than what is kept: what is older by its own word is deleted.
        const by = (random.below(4800) - 2400) * HOUR
        // All tabs have one clock: that one of them ends meanwhile is no failure.
        await page.clock.setSystemTime(Date.now() + by).catch((error: Error) => {
          if (!/crashed|has been closed/.test(error.message)) throw error
        })
        const move = (by: number) => {
          const now = Date.now
          Date.now = () => now() + by
        }
        if (random.below(2))
          await page
            .workers()[0]
            ?.evaluate(move, by)
            .catch(() => {})
      },
      quota: (page, random) => setQuota(context, page, random.below(2) === 0 ? 1 : undefined),
      learn: (page) =>
        page.evaluate(
          (patience) =>
            Promise.race([window.personalizer.learn(), new Promise((resolve) => setTimeout(resolve, patience))]),
          PATIENCE,
        ),
    }
    const often = [
      'track',
      'track',
      'track',
      'track',
      'network',
      'recommend',
      'recommend',
      'list',
      ...Object.keys(deeds),
    ]
    /** @param tab `undefined`: any */
    const doOne = async (seed: number, tab: number) => {
      const random = createRandom(seed)
      const name = often[random.below(often.length)]
      const page = tabs[tab % tabs.length]
      done.push(name)
      try {
        await test.step(name, () => deeds[name](page, random))
      } catch (error) {
        // Something else has ended the page meanwhile.
        if (tabs.includes(page)) throw error
      }
    }
    const look = async () => {
      for (const page of [...tabs]) {
        const seen = await page
          .evaluate(() => ({
            trouble: (window as unknown as Host).trouble,
            hash: window.personalizer.getSnapshot().engine?.model?.hash,
          }))
          .catch(() => null)
        if (!seen && !tabs.includes(page)) continue
        expect(seen?.trouble, done.join(' ')).toEqual([])
        expect([undefined, known.hash], done.join(' ')).toContain(seen?.hash)
      }
    }
    for (let step = 0; step < STEPS; step++) {
      if (tabs.length === 0) await open(random.below(4) === 0)
      const [seed, other, tab] = [random.below(2 ** 31), random.below(2 ** 31), random.below(MOST_TABS)]
      // Now and then two things at one time, in two tabs.
      const isDouble = random.below(4) === 0 && tabs.length > 1
      await Promise.all([doOne(seed, tab), isDouble && doOne(other, tab + 1)])
      await look()
    }

    // The next visit, with nothing in its way.
    cdn.fault = { kind: 'whole', file: 0, at: 0 }
    if (tabs.length === 0) await open(false)
    await setQuota(context, tabs[0], undefined)
    for (const page of tabs.splice(0)) await page.close()
    const last = await open(false)
    await last.waitForFunction(() => window.personalizer.getSnapshot().engine?.backend.inference === 'cpu')
    const data = await last.evaluate(() => window.personalizer.export())
    const prices = data?.interactions.map(({ price }) => price).filter((price) => !rotten.has(price)) ?? []
    expect(new Set(prices).size, `stored twice after ${done.join(' ')}`).toBe(prices.length)
    expect(prices, `lost after ${done.join(' ')}`).toEqual(
      expect.arrayContaining([...acknowledged].filter((price) => !rotten.has(price))),
    )
    // Without what was done, and learnt of it, the model's files alone answer.
    const stored = data?.interactions.map(({ id }) => id) ?? []
    expect(await last.evaluate((ids) => window.personalizer.forget(ids), stored)).toBe(true)
    expect(await askAll(last, ids), done.join(' ')).toEqual({ ...known, hash: undefined })
    await look()
  })

/** @param bytes `undefined`: what the device has. */
async function setQuota(context: BrowserContext, page: Page, bytes: number | undefined): Promise<void> {
  const client = await context.newCDPSession(page)
  const { origin } = new URL(page.url())
  await client.send('Storage.overrideQuotaForOrigin', { origin, ...(bytes !== undefined && { quotaSize: bytes }) })
  // Its end would be the override's.
  if (bytes === undefined) await client.detach()
}
