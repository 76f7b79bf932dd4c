import { expect, test } from './fixtures.ts'
import { openBarePage } from './open-bare-page.ts'
import { readItemIds } from './read-item-ids.ts'
import { waitForEngine } from './wait-for-engine.ts'

/** What other scripts have done to a page before ours comes. Each runs in the page. */
const DEEDS: Record<string, () => void> = {
  'prototypes with more on them': () => {
    Object.assign(Object.prototype, { item: 'x', items: ['x'], type: 'x', path: 'x' })
    Object.assign(Array.prototype, { last: () => {}, extra: 7 })
  },
  'setters and getters on Object.prototype': () => {
    for (const name of ['surface', 'via', 'term', 'rules', 'modelError']) {
      Object.defineProperty(Object.prototype, name, { get: () => undefined, set() {}, configurable: true })
    }
  },
  'fetch, XMLHttpRequest and sendBeacon of its own': () => {
    window.fetch = () => Promise.reject(new Error('not yours'))
    window.XMLHttpRequest = class {} as never
    navigator.sendBeacon = () => {
      throw new Error('not yours')
    }
  },
  'frozen globals': () => {
    for (const frozen of [Object.prototype, Array.prototype, Promise.prototype, Function.prototype, JSON, Math])
      Object.freeze(frozen)
  },
  'no idle callback, no UUIDs, no structuredClone': () => {
    for (const name of ['requestIdleCallback', 'structuredClone', 'BroadcastChannel'])
      Reflect.deleteProperty(window, name)
  },
}

for (const [name, deed] of Object.entries(DEEDS))
  test(`a page with ${name}: it recommends, and neither throws nor complains`, async ({ page, servers }) => {
    const [a, b, c] = readItemIds(servers.folder)
    await page.addInitScript(deed)
    await openBarePage(page, servers, 'script')
    await waitForEngine(page)
    const answer = await page.evaluate(
      async (items) => {
        for (const item_id of items) window.personalizer.track('view_item', { items: [{ item_id }] })
        const { source, items: list } = await window.personalizer.recommend({ count: 5 })
        const data = await window.personalizer.export()
        return { source, length: list.length, stored: data?.interactions.map(({ item }) => item) }
      },
      [a, b, c],
    )
    expect(answer).toEqual({ source: 'model', length: 5, stored: [a, b, c] })
  })

test('a data layer of traps: what can be read is read, and the page goes on', async ({ page, servers }) => {
  const [good, late] = readItemIds(servers.folder)
  await openBarePage(page, servers, 'script', { sources: 'data-layer' as never })
  await waitForEngine(page)
  await page.waitForFunction(() => 'dataLayer' in window)
  await page.evaluate(
    ([good, late]) => {
      const host = window as unknown as { dataLayer: unknown[] }
      const view = (items: unknown) => ({ event: 'view_item', ecommerce: { items } })
      const trap = () => {
        throw new Error('a trap')
      }
      const cyclic: Record<string, unknown> = { item_id: 'c' }
      cyclic.self = [cyclic]
      const revoked = Proxy.revocable({}, {})
      revoked.revoke()
      host.dataLayer.push(view([{ item_id: good }]))
      host.dataLayer.push(
        {
          get event() {
            return trap()
          },
        },
        view(new Proxy([], { get: trap })),
        view([
          {
            get item_id() {
              return trap()
            },
          },
          cyclic,
        ]),
        view([{ item_id: 'x'.repeat(10_000_000) }]),
        { event: 'x'.repeat(10_000_000) },
        view({ length: 4e9 }),
        revoked.proxy,
        Object.freeze(view(Object.freeze([]))),
        JSON.parse('['.repeat(5000) + ']'.repeat(5000)),
      )
      host.dataLayer.push(view([{ item_id: late }]))
    },
    [good, late],
  )
  await expect
    .poll(async () => (await page.evaluate(() => window.personalizer.export()))?.interactions.map(({ item }) => item))
    .toEqual([good, 'c', late])
})

test('shops on one origin, and frames: each has its own, and a frame without storage still answers', async ({
  page,
  servers,
}) => {
  const [a, b] = readItemIds(servers.folder)
  await openBarePage(page, servers, 'script', { database: 'first' })
  await waitForEngine(page)
  await page.evaluate((item_id) => window.personalizer.track('view_item', { item_id }), a)
  const addresses = [
    ['second', servers.bare.address('script', { consent: 'granted', learn: false, database: 'second' }), null],
    ['alone', servers.bare.address('script', { consent: 'granted', learn: false, database: 'alone' }), 'allow-scripts'],
  ] as const
  await page.evaluate((all) => {
    for (const [name, src, sandbox] of all) {
      const frame = Object.assign(document.createElement('iframe'), { name, src })
      if (sandbox) frame.setAttribute('sandbox', sandbox)
      document.body.append(frame)
    }
  }, addresses)
  const frame = (name: string) => page.frames().find((each) => each.url().includes(`%22${name}%22`))!
  for (const name of ['second', 'alone']) {
    await expect
      .poll(async () =>
        frame(name)
          ?.evaluate(() => 'personalizer' in window)
          .catch(() => false),
      )
      .toBe(true)
    await frame(name).evaluate((item_id) => window.personalizer.track('view_item', { item_id }), b)
  }
  const stored = () => window.personalizer.export().then((data) => data?.interactions.map(({ item }) => item))
  expect(await page.evaluate(stored)).toEqual([a])
  expect(await frame('second').evaluate(stored)).toEqual([b])
  // An opaque origin has no IndexedDB: what it knows ends with it.
  const answer = await frame('alone').evaluate(async () => {
    const { items } = await window.personalizer.recommend({ kind: 'recently-viewed', fallback: ['shop'] })
    return { items: items.map(({ item }) => item.id), storage: window.personalizer.getSnapshot().engine?.storage }
  })
  expect([
    { items: [b], storage: 'memory' },
    { items: ['shop'], storage: undefined },
  ]).toContainEqual(answer)
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort())).toEqual([
    'first',
    'second',
  ])
})
