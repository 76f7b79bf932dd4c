import diagnostics from 'node:diagnostics_channel'
import { writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import type { EngineStatus, PersonalizerStatus, RecommendationKind } from '@penchant/protocol'
import type { BareOptions, BareServer } from '../e2e/serve-bare-page.ts'
import type { BrowserDriver, RunningBrowser, Tab } from './browser-driver.ts'

/** Where the story plays. */
export interface Stage {
  shop: string
  cdn: string
  bare: BareServer
  /** Of the demo's items. */
  ids: string[]
}

/** One row of the table. Rejects with what is not as it should be; what it resolves to stands beside the yes. */
export interface Step {
  name: string
  play(browser: RunningBrowser, stage: Stage, driver: BrowserDriver): Promise<string | undefined>
}

function expect(holds: unknown, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}

/** Resolves once a page of the SDK has its engine, or says why it has none. Runs in the page. */
async function engineOf(): Promise<EngineStatus> {
  const until = performance.now() + 100_000
  while (performance.now() < until) {
    const { state, engine, message } = window.personalizer?.getSnapshot() ?? {}
    if (state === 'failed') throw new Error(message)
    const { inference, reason } = engine?.backend ?? {}
    if (state === 'ready' && engine?.model && (inference || (reason && reason !== 'starting'))) return engine
    await new Promise((later) => setTimeout(later, 50))
  }
  throw new Error(`no engine: ${JSON.stringify(window.personalizer?.getSnapshot())}`)
}

/** Eighty views, two in three of one item, an hour apart, a month ago. Runs in the page. */
async function browse(ids: string[]): Promise<number> {
  const { now } = Date
  const begin = (Math.floor(now() / 86_400_000) - 30) * 86_400_000
  for (let i = 0; i < 80; i++) {
    Date.now = () => begin + i * 3_600_000
    window.personalizer.track('view_item', { items: [{ item_id: ids[(i % 2 ? 900 : 40 + i * 37) % ids.length] }] })
  }
  Date.now = now
  await window.personalizer.recommend()
  return window.personalizer.getSnapshot().engine?.interactions ?? -1
}

const snapshot = (): PersonalizerStatus => window.personalizer.getSnapshot()
const databases = async (name: string): Promise<string[]> =>
  (await indexedDB.databases()).map((each) => each.name ?? '').filter((each) => each.startsWith(name))

/** A tab with nothing but the SDK. Consent is given and nothing is learnt unless `options` say otherwise. */
async function openBare(browser: RunningBrowser, { bare }: Stage, options: BareOptions): Promise<Tab> {
  const tab = await browser.newTab()
  await tab.goto(bare.address('script', { consent: 'granted', learn: false, audit: 'off', ...options }))
  return tab
}

const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const

const KINDS: RecommendationKind[] = ['for-you', 'popular', 'similar', 'bought-together', 'search', 'recently-viewed']

export const STORY: Step[] = [
  {
    name: 'before consent nothing is stored and no worker is fetched',
    async play(browser, stage) {
      const asked: string[] = []
      const log = (message: unknown) => asked.push((message as { request: IncomingMessage }).request.url ?? '')
      diagnostics.subscribe('http.server.request.start', log)
      const tab = await openBare(browser, stage, { consent: 'pending', database: 'pending' })
      const { status, kept } = await tab.evaluate(async (ids: string[]) => {
        window.personalizer.track('view_item', { items: [{ item_id: ids[3] }] })
        await window.personalizer.recommend()
        const kept = (await indexedDB.databases()).length + (await caches.keys()).length + localStorage.length
        return { status: window.personalizer.getSnapshot(), kept }
      }, stage.ids)
      expect(status.consent === 'pending' && status.queued === 1 && status.state === 'idle', JSON.stringify(status))
      expect(kept === 0, `${kept} stores`)
      const early = asked.filter((url) => /worker|\/model\//.test(url))
      expect(early.length === 0, `before consent it asked for ${early}`)
      await tab.evaluate(() => window.personalizer.consent.grant(), null)
      await tab.evaluate(engineOf, null)
      await tab.evaluate(() => window.personalizer.recommend(), null)
      const { engine } = await tab.evaluate(snapshot, null)
      diagnostics.unsubscribe('http.server.request.start', log)
      expect(engine?.interactions === 1, `${engine?.interactions} interactions after consent`)
      expect(
        asked.some((url) => url.includes('manifest.json')),
        'the model was never asked for',
      )
      const deny = await tab.evaluate(() => window.personalizer.consent.deny(), null)
      expect(deny && (await tab.evaluate(databases, 'pending')).length === 0, 'withdrawal leaves the database')
      await tab.close()
      return undefined
    },
  },
  {
    name: 'by itself it takes the backend',
    async play(browser, stage) {
      const tab = await openBare(browser, stage, { database: 'auto' })
      const { backend, scorer, storage, storageProblem } = await tab.evaluate(engineOf, null)
      expect(storage === 'indexeddb', `storage is ${storage}: ${storageProblem}`)
      expect(backend.inference, backend.reason)
      await tab.close()
      return `${backend.inference}, learns on ${backend.training}, scorer ${scorer}`
    },
  },
  ...BACKENDS.map(
    (backend): Step => ({
      name: `recommends and learns on ${backend}`,
      async play(browser, stage) {
        const tab = await openBare(browser, stage, { backend, database: backend, timeout: 60_000 })
        const engine = await tab.evaluate(engineOf, null)
        const used = engine.backend
        expect(used.inference === backend, `took ${used.inference}: ${used.reason}`)
        const stored = await tab.evaluate(browse, stage.ids)
        expect(stored === 80, `${stored} of 80 interactions stored`)
        const { source, items } = await tab.evaluate(() => window.personalizer.recommend({ count: 10 }), null)
        expect(source === 'model' && items.length === 10, `${items.length} items by ${source}`)
        await tab.evaluate(() => window.personalizer.learn(), null)
        const { engine: after, message } = await tab.evaluate(snapshot, null)
        const run = after?.learning[0]
        expect(run && run.steps > 0, `no learning run: ${run?.reason ?? message}`)
        // What training has to run on is the engine's to say.
        await tab.close()
        const { training } = after.backend
        return `learns on ${training}`
      },
    }),
  ),
  {
    name: 'lists: for-you, popular, similar, bought-together, search, recently-viewed',
    async play(browser, stage) {
      const tab = await openBare(browser, stage, { database: 'kinds' })
      await tab.evaluate(engineOf, null)
      const before = await tab.evaluate(() => window.personalizer.recommend({ count: 10 }), null)
      await tab.evaluate(browse, stage.ids)
      const after = await tab.evaluate(() => window.personalizer.recommend({ count: 10 }), null)
      const ids = (list: typeof before) => list.items.map(({ item }) => item.id).join()
      expect(ids(before) !== ids(after), 'the list is the same after eighty views')
      for (const kind of KINDS) {
        const title = after.items[0].item.title ?? ''
        const more = kind === 'search' ? { query: title } : /similar|bought/.test(kind) ? { seed: stage.ids[900] } : {}
        const request = { kind, count: 5, ...more }
        const list = await tab.evaluate((asked: object) => window.personalizer.recommend(asked), request)
        expect(list.items.length > 0 && list.source !== 'shop-order', `${kind}: ${list.items.length} by ${list.source}`)
      }
      await tab.close()
      return undefined
    },
  },
  {
    name: 'a reload keeps interactions and what was learnt; export, import and erase',
    async play(browser, stage) {
      const options = { database: 'kept' }
      let tab = await openBare(browser, stage, options)
      await tab.evaluate(engineOf, null)
      await tab.evaluate(browse, stage.ids)
      await tab.evaluate(() => window.personalizer.learn(), null)
      const before = await tab.evaluate(() => window.personalizer.export(), null)
      await tab.close()
      tab = await openBare(browser, stage, options)
      await tab.evaluate(engineOf, null)
      const after = await tab.evaluate(() => window.personalizer.export(), null)
      expect(after?.interactions.length === 80, `${after?.interactions.length} of 80 interactions are left`)
      expect(JSON.stringify(after.adapter) === JSON.stringify(before?.adapter), 'what was learnt is another')
      expect(await tab.evaluate(() => window.personalizer.erase(), null), 'erase says no')
      const emptied = await tab.evaluate(() => window.personalizer.export(), null)
      expect(emptied?.interactions.length === 0, 'erase leaves interactions')
      await tab.evaluate((data) => window.personalizer.import(data!), before)
      const again = await tab.evaluate(() => window.personalizer.export(), null)
      expect(again?.interactions.length === 80, `import brings ${again?.interactions.length} of 80`)
      await tab.close()
      return before?.adapter ? 'with weights that passed the gate' : 'the gate let no weights pass'
    },
  },
  {
    name: 'two tabs: what one stores the other knows',
    async play(browser, stage) {
      const tabs = [
        await openBare(browser, stage, { database: 'tabs' }),
        await openBare(browser, stage, { database: 'tabs' }),
      ]
      for (const tab of tabs) await tab.evaluate(engineOf, null)
      await tabs[0].evaluate(browse, stage.ids)
      await tabs[0].evaluate(() => window.personalizer.learn(), null)
      const [one, other] = [
        await tabs[0].evaluate(() => window.personalizer.export(), null),
        await tabs[1].evaluate(() => window.personalizer.export(), null),
      ]
      expect(other?.interactions.length === 80, `the other tab knows ${other?.interactions.length} of 80`)
      expect(JSON.stringify(one?.adapter) === JSON.stringify(other.adapter), 'the other tab has other weights')
      await tabs[0].evaluate(() => window.personalizer.consent.deny(), null)
      for (const tab of tabs) expect((await tab.evaluate(databases, 'tabs')).length === 0, 'the database is left')
      for (const tab of tabs) await tab.close()
      return undefined
    },
  },
  ...(
    [
      ['without WebAssembly', '', 'javascript'],
      ["with 'wasm-unsafe-eval'", " 'wasm-unsafe-eval'", 'wasm'],
    ] as const
  ).map(
    ([name, more, scorer]): Step => ({
      name: `strict Content Security Policy ${name}`,
      async play(browser, stage) {
        const policy = `default-src 'none'; script-src 'self'${more}; worker-src 'self'; connect-src ${stage.cdn}${more && " 'self'"}; require-trusted-types-for 'script'; trusted-types penchant`
        const tab = await browser.newTab()
        const options = { consent: 'granted', learn: false, audit: 'off', database: `csp-${scorer}` } as const
        await tab.goto(stage.bare.strictAddress(policy, options))
        const engine = await tab.evaluate(engineOf, null)
        expect(engine.scorer === scorer, `scorer ${engine.scorer}`)
        await tab.evaluate(browse, stage.ids)
        const { source } = await tab.evaluate(() => window.personalizer.recommend(), null)
        expect(source === 'model', `answered by ${source}; ${engine.backend.reason}`)
        await tab.evaluate(() => window.personalizer.learn(), null)
        const run = (await tab.evaluate(snapshot, null)).engine?.learning[0]
        expect(run && run.steps > 0, `no learning run: ${run?.reason}`)
        await tab.close()
        return `${engine.backend.inference}`
      },
    }),
  ),
  {
    name: "the demo's elements show a list that follows the visitor",
    async play(browser, stage, driver) {
      const tab = await browser.newTab()
      await tab.goto(stage.shop)
      await tab.evaluate(() => {
        const button = [...document.querySelectorAll('button')].find((each) =>
          /Personalise on this/.test(each.innerText),
        )
        if (!button) throw new Error('the shop asks for no consent')
        button.click()
      }, null)
      await tab.evaluate(async (ids: string[]) => {
        const until = performance.now() + 100_000
        const slot = () => document.querySelector<HTMLElement>('[data-slot="for-you"]')
        const wait = async (ready: () => unknown, what: string) => {
          while (!ready()) {
            if (performance.now() > until) throw new Error(`${what}: ${slot()?.innerText}`)
            await new Promise((later) => setTimeout(later, 50))
          }
        }
        await wait(() => window.penchant?.personalizer.getSnapshot().engine?.model, 'no engine')
        for (const id of ids.slice(40, 43)) window.penchant!.personalizer.track('view_item', { item_id: id })
        await window.penchant!.personalizer.recommend()
      }, stage.ids)
      await tab.goto(stage.shop)
      await tab.evaluate(async () => {
        const until = performance.now() + 100_000
        for (;;) {
          const slot = document.querySelector<HTMLElement>('[data-slot="for-you"]')
          const cards = slot?.querySelectorAll('.card:not(.ghost)').length
          if (cards === 10 && slot?.innerText.includes('Chosen on this device from')) return
          if (performance.now() > until) throw new Error(`${cards} cards: ${slot?.innerText}`)
          await new Promise((later) => setTimeout(later, 50))
        }
      }, null)
      const folder = process.env.PENCHANT_PICTURES
      if (folder) {
        writeFileSync(`${folder}/${driver.name}.png`, await tab.screenshot())
      }
      await tab.close()
      return undefined
    },
  },
  {
    name: 'Global Privacy Control, switched on in the browser, decides',
    async play(_, stage, driver) {
      const browser = await driver.launch({ privacyControl: true })
      try {
        const tab = await openBare(browser, stage, { consent: 'pending', database: 'gpc' })
        const { signal, status, names, list } = await tab.evaluate(async () => {
          const { globalPrivacyControl: signal } = navigator as { globalPrivacyControl?: boolean }
          const { personalizer } = window
          personalizer.track('view_item', { item_id: 'x' })
          const list = await personalizer.recommend()
          const names = (await indexedDB.databases()).map(({ name }) => name)
          return { signal, status: personalizer.getSnapshot(), names, list }
        }, null)
        expect(signal === true, 'the browser has no such signal')
        expect(status.consent === 'denied', `consent is ${status.consent}`)
        expect(status.decidedBy === 'global-privacy-control', `${status.decidedBy} decided`)
        expect(names.length === 0 && status.queued === 0 && list.source === 'shop-order', JSON.stringify(names))
        await tab.evaluate(() => window.personalizer.consent.grant(), null)
        await tab.evaluate(engineOf, null)
        await tab.evaluate(() => window.personalizer.recommend(), null)
        const { engine } = await tab.evaluate(snapshot, null)
        expect(engine?.interactions === 0, 'what was done under the signal was stored')
        return undefined
      } finally {
        await browser.close()
      }
    },
  },
]
