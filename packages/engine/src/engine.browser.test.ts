import {
  type EngineApi,
  type EngineOptions,
  type EngineStatus,
  type Interaction,
  PROTOCOL_VERSION,
  type RecommendRequest,
  type StatusMessage,
} from '@penchant/protocol'
import { type Remote, wrap } from 'comlink'
import { afterEach, describe, expect, it } from 'vitest'
import type { TinyWorkerSetting } from '../test/tiny-worker.ts'

/** A worker stands for a tab: it shares the database, the locks and the channel with the others of its origin. */
interface Tab {
  engine: Remote<EngineApi>
  /** The first status, of those posted from now on, that `is` what is waited for. */
  until(is: (status: EngineStatus) => boolean): Promise<EngineStatus>
  close(): void
}

const open: Tab[] = []
let databases = 0
let database: string

function openTab(setting: TinyWorkerSetting = {}): Tab {
  const worker = new Worker(new URL('../test/tiny-worker.ts', import.meta.url), {
    type: 'module',
    name: JSON.stringify(setting),
  })
  const tab: Tab = {
    engine: wrap<EngineApi>(worker),
    until: (is) =>
      new Promise((resolve) => {
        worker.addEventListener('message', function heard({ data }: MessageEvent<StatusMessage>) {
          if (data.type !== 'penchant:status' || !is(data.status)) return
          worker.removeEventListener('message', heard)
          resolve(data.status)
        })
      }),
    close: () => worker.terminate(),
  }
  open.push(tab)
  return tab
}

const options = (more: Partial<EngineOptions> = {}): EngineOptions => ({
  protocolVersion: PROTOCOL_VERSION,
  model: new URL('/tiny-model/', location.href).href,
  database,
  backend: 'wasm',
  learn: false,
  purposes: { store: true, learn: true },
  ...more,
})

/** A tab whose model is loaded whole. */
async function start(setting: TinyWorkerSetting = {}, more: Partial<EngineOptions> = {}): Promise<Tab> {
  const tab = openTab(setting)
  const ready = tab.until((status) => status.backend.inference !== null)
  const status = await tab.engine.init(options(more))
  if (status.backend.inference === null) await ready
  return tab
}

const view = (item: string, key?: string): Interaction => ({ event: 'view_item', item, time: Date.now(), key })
const ids = async (tab: Tab, count = 5) => {
  const { items, source } = await tab.engine.recommend({ count })
  return { source, ids: items.map(({ item }) => item.id) }
}
/** A visitor who comes back to two items between looks at another. */
const habit = (count: number) =>
  Array.from({ length: count }, (_, i) => view(i % 3 === 0 ? `i${(i * 7) % 10}` : `i${25 + (i % 2)}`))
const databaseNames = async () => (await indexedDB.databases()).map(({ name }) => name)
const cacheNames = async () => (await caches.keys()).filter((name) => name.includes(database))

afterEach(async () => {
  for (const tab of open.splice(0)) tab.close()
})

function freshDatabase(): void {
  database = `engine-test-${Date.now()}-${++databases}`
}

describe('the engine in a worker', () => {
  it('keeps what a page says of an item only where the model has no row for it', async () => {
    freshDatabase()
    const { engine } = await start()
    await engine.track([
      { ...view('i3'), about: 'A red vase' },
      { ...view('new'), about: 'A blue vase' },
      { event: 'impression', item: 'newer', about: 'A green vase', time: Date.now() },
    ])
    const { interactions } = await engine.exportData()
    expect(interactions.map(({ item, about }) => [item, about])).toEqual([
      ['i3', undefined],
      ['new', 'A blue vase'],
      ['newer', undefined],
    ])
  })

  it('remembers over a reload, and then fetches nothing but the manifest', async () => {
    freshDatabase()
    const first = await start()
    const status = await first.engine.track([view('i21', 'a'), view('i22', 'b'), view('i23', 'c')])
    expect(status).toMatchObject({
      model: { name: 'tiny', items: 30 },
      backend: { inference: 'wasm', training: 'wasm' },
      storage: 'indexeddb',
      scorer: 'wasm',
      interactions: 3,
      sessions: 1,
      adapter: { state: 'base', version: 0 },
    })
    const before = await ids(first)
    expect(before.source).toBe('model')
    first.close()

    const second = await start()
    // Sent again by a page that had no answer from the worker that died.
    await second.engine.track([view('i21', 'a'), view('i22', 'b'), view('i23', 'c')])
    expect(await ids(second)).toEqual(before)
    const { interactions, requests } = await second.engine.status()
    expect(interactions).toBe(3)
    const ofModel = requests.filter(({ url }) => url.includes('/tiny-model/'))
    expect(ofModel.filter(({ fromCache }) => !fromCache).map(({ url }) => new URL(url).pathname)).toEqual([
      '/tiny-model/manifest.json',
    ])
    expect(ofModel.filter(({ fromCache }) => fromCache)).toHaveLength(5)
  })

  it('answers from the last good model without a network, and says so', async () => {
    freshDatabase()
    const online = await start()
    await online.engine.track([view('i21'), view('i22')])
    const answers = await ids(online)
    online.close()

    const offline = await start({ offline: true })
    expect(await ids(offline)).toEqual(answers)
    expect((await offline.engine.status()).modelError).toContain('Failed to fetch')
  })

  it.each(['manifest.json', 'table', 'items'])('uses no cached %s of which one bit has changed', async (part) => {
    freshDatabase()
    const online = await start()
    await online.engine.track([view('i21'), view('i22')])
    const answers = await ids(online)
    online.close()
    const [name] = await cacheNames()
    const cache = await caches.open(name)
    const request = (await cache.keys()).find(({ url }) => new URL(url).pathname.startsWith(`/tiny-model/${part}`))!
    const response = (await cache.match(request))!
    const bytes = new Uint8Array(await response.arrayBuffer())
    bytes[bytes.length >> 1] ^= 1
    await cache.put(request, new Response(bytes, { headers: response.headers }))

    const offline = openTab({ offline: true })
    await offline.engine.init(options())
    expect((await offline.engine.recommend({})).source).not.toBe('model')
    offline.close()
    // With a network only what is broken is fetched again.
    const healed = await start()
    expect(await ids(healed)).toEqual(answers)
    const { requests } = await healed.engine.status()
    const paths = requests.filter(({ url, fromCache }) => !fromCache && url.includes('/tiny-model/'))
    expect(paths).toHaveLength(part === 'manifest.json' ? 1 : 2)
  })

  it('keeps its place in a rollout, and so its model, from visit to visit', async () => {
    freshDatabase()
    const hashOf = async (rollout?: number, seed = 1) => {
      const tab = await start(rollout === undefined ? { seed } : { rollout })
      const { model } = await tab.engine.status()
      tab.close()
      return model!.hash
    }
    const [previous, next] = [await hashOf(undefined, 1), await hashOf(undefined, 2)]
    expect(await hashOf(0)).toBe(previous)
    expect(await hashOf(1)).toBe(next)
    const half = await hashOf(0.5)
    for (let visit = 0; visit < 6; visit++) expect(await hashOf(0.5)).toBe(half)
    expect([previous, next]).toContain(half)
  })

  it('refuses a key that is none, rather than go on without one', async () => {
    freshDatabase()
    for (const modelKey of ['', 'abc', null as never, 'x'.repeat(44)]) {
      const { engine } = openTab()
      await expect(engine.init(options({ modelKey }))).rejects.toMatchObject({
        name: 'InvalidOption',
        message: expect.stringContaining('modelKey'),
      })
    }
  })

  it('goes on without a model where there never was one', async () => {
    freshDatabase()
    const { engine } = openTab({ offline: true })
    const status = await engine.init(options())
    expect(status).toMatchObject({ model: null, modelError: expect.stringContaining('ModelUnavailable') })
    await engine.track([view('i21'), view('i22')])
    expect(await engine.recommend({})).toMatchObject({ source: 'shop-order', items: [] })
    expect(await engine.recommend({ kind: 'recently-viewed' })).toMatchObject({
      source: 'history',
      items: [{ item: { id: 'i22' } }, { item: { id: 'i21' } }],
    })
    expect((await engine.learn()).learning[0]).toMatchObject({ verdict: 'aborted' })
  })

  it('follows every control of one request, names each item by its place, and stores which one was followed', async () => {
    freshDatabase()
    const { engine } = await start()
    await engine.track([
      view('i21'),
      view('i22'),
      { event: 'purchase', item: 'i23', time: Date.now() },
      { event: 'add_to_cart', item: 'i24', time: Date.now() },
    ])
    const request: RecommendRequest = {
      count: 6,
      page: '/',
      filter: 'category in ["Blue", "Green"] and not title = "Item 25"',
      excludeBought: true,
      excludeCart: true,
      hide: ['i26'],
      boost: [{ when: 'title = "Item 29"', by: 1000 }],
      novelty: 0.2,
      diversity: 0.1,
      maxPerCategory: 4,
      rotate: true,
      pin: [{ id: 'i3', place: 2 }],
    }
    // Asked for at once, as a page does: still no item in both.
    const [answer, popular] = await Promise.all([
      engine.recommend(request),
      engine.recommend({ kind: 'popular', count: 25, page: '/' }),
    ])
    const given = answer.items.map(({ item }) => item.id)
    expect(answer.source).toBe('model')
    expect(given).toHaveLength(6)
    expect(given.slice(0, 2)).toEqual(['i29', 'i3'])
    const ranked = given.filter((id) => id !== 'i3').map((id) => Number(id.slice(1)))
    expect(ranked.filter((number) => number >= 20)).toHaveLength(4)
    expect(ranked.filter((number) => number < 10)).toEqual([])
    for (const id of ['i23', 'i24', 'i25', 'i26']) expect(given).not.toContain(id)
    expect(popular.items.map(({ item }) => item.id).filter((id) => given.includes(id))).toEqual([])
    expect(answer.items.map(({ attribution }) => attribution)).toEqual(given.map((_, i) => `${answer.id}:${i + 1}`))

    const { attribution } = answer.items[2]
    await engine.track([{ ...view(given[2]), recommendation: answer.id, via: attribution }])
    expect((await engine.exportData()).interactions.at(-1)).toMatchObject({ item: given[2], via: attribution })

    await expect(engine.recommend({ ...request, filter: 'colour = "red"' })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringMatching(/^filter, character 1: found "colour = .*give an attribute/),
    })
  })

  it('gives two tabs that track at once one history', async () => {
    freshDatabase()
    const [one, other] = await Promise.all([start(), start()])
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => [
        one.engine.track([view(`i${i}`, `one${i}`), view('i29', `both${i}`)]),
        other.engine.track([view(`i${10 + i}`, `other${i}`), view('i29', `both${i}`)]),
      ]).flat(),
    )
    const seen = await Promise.all([ids(one), ids(other)])
    expect(seen[0]).toEqual(seen[1])
    const [mine, theirs] = await Promise.all([one.engine.exportData(), other.engine.exportData()])
    expect(mine.interactions).toHaveLength(30)
    expect(mine.interactions).toEqual(theirs.interactions)
  })

  it('learns, keeps what passed the gate, tells the other tab, and tests it anew on another base', async () => {
    freshDatabase()
    const one = await start({ modelAlone: true })
    await one.engine.track(habit(300))
    const other = await start({ modelAlone: true })
    const base = await ids(one, 30)

    const told = other.until(({ adapter }) => adapter.state === 'adapted')
    const { adapter, learning } = await one.engine.learn()
    expect(learning[0]).toMatchObject({ verdict: 'accepted', heldBack: 40 })
    expect(adapter).toMatchObject({ state: 'adapted', version: 1 })
    const adapted = await ids(one, 30)
    expect(adapted).not.toEqual(base)
    await told
    expect(await ids(other, 30)).toEqual(adapted)
    expect(await one.engine.exportData()).toMatchObject({ adapter: expect.any(String), adapterBase: adapter.base })
    one.close()
    other.close()

    const reloaded = await start({ modelAlone: true })
    expect(await ids(reloaded, 30)).toEqual(adapted)
    expect((await reloaded.engine.status()).learning[0]).toEqual(learning[0])
    reloaded.close()

    const rebased = await start({ modelAlone: true, seed: 2 })
    expect((await rebased.engine.status()).adapter).toMatchObject({ state: 'base', version: 0 })
    // It waits; the visitor may see it.
    expect(await rebased.engine.exportData()).toMatchObject({ adapter: expect.any(String), adapterBase: adapter.base })
    rebased.close()
    const back = await start({ modelAlone: true })
    expect(await ids(back, 30)).toEqual(adapted)
    back.close()

    const again = await start({ modelAlone: true, seed: 2 })
    const retested = await again.engine.learn()
    const runs = retested.learning.filter(({ reason }) => reason.startsWith('learnt for the model before: '))
    expect(runs).toMatchObject([{ tier: 'vector', trained: 0, heldBack: 40, steps: 0 }])
    expect((await again.engine.exportData()).adapterBase).not.toBe(adapter.base)
    again.close()
    const settled = await start({ modelAlone: true })
    expect((await settled.engine.status()).adapter).toMatchObject({ state: 'base', version: 0 })
  })

  it('answers while it learns', async () => {
    freshDatabase()
    const { engine } = await start({ modelAlone: true })
    await engine.track(habit(300))
    let learning = true
    const run = engine.learn().finally(() => {
      learning = false
    })
    for (let i = 0; i < 2; i++) {
      expect(await engine.recommend({})).toMatchObject({ source: 'model' })
      expect(learning).toBe(true)
    }
    await run
  })

  it('learns by itself at idle time, once there is enough that is new', async () => {
    freshDatabase()
    const tab = await start({ modelAlone: true }, { learn: true })
    const learnt = tab.until(({ learning }) => learning.length > 0)
    const yesterday = habit(30).map((interaction) => ({ ...interaction, time: interaction.time - 86_400_000 }))
    await tab.engine.track([...yesterday, ...habit(30)])
    expect((await learnt).learning).toMatchObject([{ trained: 45, heldBack: 14, steps: 10 }])
  })

  it.each<[string, TinyWorkerSetting, Partial<EngineOptions>]>([
    ['data-saver', { saveData: true }, {}],
    ['low-battery', {}, { lowBattery: true }],
  ])('learns nothing by itself and says why: %s', async (waits, setting, more) => {
    const yesterday = habit(30).map((interaction) => ({ ...interaction, time: interaction.time - 86_400_000 }))
    const visit = async (setting: TinyWorkerSetting, more: Partial<EngineOptions>) => {
      freshDatabase()
      const tab = await start({ modelAlone: true, ...setting }, { learn: true, ...more })
      const learnt = tab.until(({ learning }) => learning.length > 0)
      await tab.engine.track([...yesterday, ...habit(30)])
      return { tab, learnt }
    }
    const spared = await visit(setting, more)
    // Another device in the same state, which begins to wait later, learns.
    expect((await (await visit({}, {})).learnt).waits).toBe('')
    expect(await spared.tab.engine.status()).toMatchObject({ waits, learning: [] })
    // Who asks for it gets it.
    expect((await spared.tab.engine.learn()).learning).toMatchObject([{ trained: 45, steps: 10 }])
  })

  it('gives up what it learns by itself when the battery becomes low, and learns when it is not', async () => {
    freshDatabase()
    const tab = await start({ modelAlone: true }, { learn: true, backend: 'cpu' })
    const givenUp = tab.until(({ learning }) => learning.length > 0)
    const yesterday = habit(270).map((interaction) => ({ ...interaction, time: interaction.time - 86_400_000 }))
    await tab.engine.track([...yesterday, ...habit(30)])
    const isLearning = async () =>
      (await navigator.locks.query()).held?.some(({ name }) => name === `penchant ${database} learning`)
    while (!(await isLearning()));
    await tab.engine.lowBattery(true)
    expect(await givenUp).toMatchObject({
      waits: 'low-battery',
      adapter: { version: 0 },
      learning: [{ verdict: 'aborted', reason: 'stopped: the battery is low' }],
    })

    const learnt = tab.until(({ learning }) => learning.length > 1)
    await tab.engine.lowBattery(false)
    await tab.engine.track(habit(8))
    expect(await learnt).toMatchObject({ waits: '', learning: [{ steps: 20 }, { verdict: 'aborted' }] })
  })

  it('learns in one tab at a time', async () => {
    freshDatabase()
    const { engine } = await start()
    await navigator.locks.request(`penchant ${database} learning`, async () => {
      const { learning } = await engine.learn()
      expect(learning[0]).toMatchObject({ verdict: 'aborted', reason: 'another tab is learning' })
    })
    const { learning } = await engine.learn()
    expect(learning[0].reason).toContain('too little to learn from: 0')
    expect(learning).toHaveLength(2)
  })

  it('forgets single interactions and what was learnt with them, in every tab and for good', async () => {
    freshDatabase()
    const one = await start({ modelAlone: true })
    await one.engine.track(habit(300))
    const base = await ids(one, 30)
    expect((await one.engine.learn()).adapter.state).toBe('adapted')
    const other = await start({ modelAlone: true })
    await other.engine.track([view('i29')])

    const told = other.until(({ adapter, interactions }) => adapter.state === 'base' && interactions === 300)
    const last = (await one.engine.exportData()).interactions.at(-1)!
    expect(await one.engine.forget([last.id])).toMatchObject({
      interactions: 300,
      adapter: { version: 0 },
      learning: [],
    })
    await told
    expect(await ids(one, 30)).toEqual(base)
    expect(await ids(other, 30)).toEqual(base)
    expect(await one.engine.exportData()).toMatchObject({ adapter: null })
    one.close()
    other.close()

    const reloaded = await start({ modelAlone: true })
    expect(await reloaded.engine.status()).toMatchObject({ interactions: 300, adapter: { state: 'base' } })
    await expect(reloaded.engine.forget(['1' as never])).rejects.toMatchObject({ name: 'InvalidRequest' })
  })

  it('drops what was being learnt from a history of which something is forgotten meanwhile', async () => {
    freshDatabase()
    const { engine } = await start({ modelAlone: true })
    await engine.track(habit(300))
    let learning = true
    const run = engine.learn().finally(() => {
      learning = false
    })
    for (let i = 0; i < 2; i++) await engine.recommend({})
    expect(learning).toBe(true)
    await engine.forget([1])
    expect(await run).toMatchObject({ adapter: { state: 'base' }, learning: [] })
  })

  it('stores nothing while it is paused, in every tab and on the next visit, and goes on after', async () => {
    freshDatabase()
    const [one, other] = await Promise.all([start(), start()])
    await one.engine.track([view('i21')])
    const told = other.until(({ paused }) => paused)
    expect(await one.engine.pause(true)).toMatchObject({ paused: true, interactions: 1 })
    await told
    for (const { engine } of [one, other]) expect((await engine.track([view('i22')])).interactions).toBe(1)
    one.close()
    other.close()

    const back = await start()
    expect(await back.engine.track([view('i22')])).toMatchObject({ paused: true, interactions: 1 })
    await back.engine.pause(false)
    expect(await back.engine.track([view('i23')])).toMatchObject({ paused: false, interactions: 2 })
  })

  it('erases everything, in every tab, and stores nothing afterwards', async () => {
    freshDatabase()
    const [one, other] = await Promise.all([start(), start()])
    await one.engine.track([view('i21')])
    await other.engine.track([view('i22')])
    expect(await databaseNames()).toContain(database)
    expect(await cacheNames()).toHaveLength(1)

    const told = other.until(({ interactions }) => interactions === 0)
    await one.engine.erase()
    await told
    expect(await databaseNames()).not.toContain(database)
    expect(await cacheNames()).toEqual([])
    for (const { engine } of [one, other]) {
      await expect(engine.track([view('i23')])).rejects.toMatchObject({ name: 'StorageUnavailable' })
    }
    // What is already in memory still answers, of nobody's history.
    expect(await ids(other)).toMatchObject({ source: 'popularity' })
    await other.engine.learn()
    expect(await databaseNames()).not.toContain(database)
    expect(await cacheNames()).toEqual([])

    await one.engine.init(options())
    expect(await one.engine.track([view('i24')])).toMatchObject({ interactions: 1, storage: 'indexeddb' })
  })

  it('is in memory alone without consent to store, and deletes what was stored under it, in every tab', async () => {
    freshDatabase()
    const before = await start()
    await before.engine.track([view('i21')])
    const ended = before.until(({ interactions }) => interactions === 0)

    const tab = await start({}, { purposes: { store: false, learn: true } })
    await ended
    expect(await databaseNames()).not.toContain(database)
    expect(await tab.engine.track(habit(30))).toMatchObject({
      storage: 'memory',
      storageProblem: 'no-consent',
      interactions: 30,
    })
    expect((await ids(tab)).source).toBe('model')
    const { learning } = await tab.engine.learn()
    expect(learning).toHaveLength(1)
    expect(await tab.engine.forget({ item: 'i25' })).toMatchObject({ interactions: 20 })
    await expect(before.engine.track([view('i23')])).rejects.toMatchObject({ name: 'StorageUnavailable' })
    expect(await databaseNames()).not.toContain(database)
    expect(await cacheNames()).toEqual([])
  })

  it('learns nothing without consent to learn, and unlearns what was learnt under it', async () => {
    freshDatabase()
    const before = await start({ modelAlone: true })
    await before.engine.track(habit(120))
    expect(await before.engine.learn()).toMatchObject({ adapter: { state: 'adapted' } })
    const choice = await before.engine.choose({ slot: 'hero', options: ['a', 'b'] })
    before.close()

    const tab = await start({ modelAlone: true }, { purposes: { store: true, learn: false } })
    expect(await tab.engine.status()).toMatchObject({ adapter: { state: 'base' }, learning: [], interactions: 120 })
    await expect(tab.engine.learn()).rejects.toMatchObject({ name: 'InvalidRequest' })
    await tab.engine.choose({ slot: 'hero', options: ['a', 'b'] })
    await tab.engine.track([{ event: 'select_promotion', time: Date.now(), via: choice.id }])
    expect((await tab.engine.exportData()).slots).toEqual([])
  })

  it('takes an export into another database once, in every tab, and forgets a day of it', async () => {
    freshDatabase()
    const from = await start()
    await from.engine.track([view('i21', 'a'), { event: 'search', time: Date.now(), term: 'for me@mail.example' }])
    const data = await from.engine.exportData()
    expect(data.interactions[1].term).toBe('for [e-mail]')
    await from.engine.erase()

    freshDatabase()
    const [one, other] = await Promise.all([start({}, { encrypt: true }), start({}, { encrypt: true })])
    await one.engine.track([view('i22', 'b')])
    const told = other.until(({ interactions }) => interactions === 3)
    const earlier = {
      ...data,
      interactions: [...data.interactions, { ...data.interactions[0], key: 'c', time: 86_400_000 }],
    }
    expect(await one.engine.importData(earlier)).toEqual({ added: 2, known: 0, expired: 1, refused: [] })
    await told
    expect(await one.engine.importData(earlier)).toMatchObject({ added: 0, known: 2 })
    const { interactions } = await other.engine.exportData()
    expect(interactions.map(({ item }) => item).sort()).toEqual(['i21', 'i22', undefined])
    await expect(one.engine.importData({} as never)).rejects.toMatchObject({ name: 'InvalidRequest' })

    const noon = new Date(Date.now() - 30 * 86_400_000).setHours(12, 0, 0, 0)
    const two = (part: number) => String(part).padStart(2, '0')
    const on = new Date(noon)
    const day = `${on.getFullYear()}-${two(on.getMonth() + 1)}-${two(on.getDate())}`
    await one.engine.track([
      { ...view('i23'), time: noon },
      { ...view('i24'), time: noon + 86_400_000 },
    ])
    expect(await one.engine.forget({ day })).toMatchObject({ interactions: 4 })
  })

  it('keeps visitors of one device apart, brings the anonymous history along where asked, and says nowhere who they are', async () => {
    freshDatabase()
    const enter = async (more: Partial<EngineOptions> = {}) => {
      const tab = openTab()
      return { ...tab, status: await tab.engine.init(options(more)) }
    }
    const ours = async () => (await databaseNames()).filter((name) => name!.startsWith(database))
    const visitor = 'ann@mail.example'
    const anonymous = await enter()
    await anonymous.engine.track([view('i21', 'a'), view('i22', 'b')])
    await anonymous.engine.pause(true)
    const ann = await enter({ visitor })
    expect(ann.status.interactions).toBe(0)
    await ann.engine.track([view('i1', 'c'), view('i21', 'a')])
    const bob = await enter({ visitor: 'bob' })
    expect(bob.status).toMatchObject({ interactions: 0, paused: false, storage: 'indexeddb' })
    const names = await ours()
    expect(names).toHaveLength(3)
    expect(names.join()).not.toMatch(/ann|bob/)

    const emptied = anonymous.until(({ interactions }) => interactions === 0)
    const told = ann.until(({ interactions }) => interactions === 3)
    const merged = await enter({ visitor, merge: true })
    // Who has paused is paused.
    expect(merged.status).toMatchObject({ interactions: 3, paused: true })
    await Promise.all([emptied, told])
    expect((await anonymous.engine.exportData()).interactions).toEqual([])
    expect((await enter()).status).toMatchObject({ interactions: 0, paused: true })
    expect((await enter({ visitor: 'bob' })).status.interactions).toBe(0)
    expect((await enter({ visitor, merge: true })).status.interactions).toBe(3)

    await bob.engine.erase()
    expect(await ours()).toHaveLength(2)
    await enter({ visitor: 'bob', purposes: { store: false, learn: true } })
    expect(await ours()).toEqual([])
  })

  it('goes on in memory, and says why, where a newer tab has taken the database', async () => {
    freshDatabase()
    const tab = await start()
    await tab.engine.track([view('i21')])
    const newer = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(database, 99)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    expect(await tab.engine.track([view('i22')])).toMatchObject({
      storage: 'memory',
      storageProblem: 'newer',
      interactions: 2,
    })
    newer.close()
    expect(await (await start()).engine.status()).toMatchObject({ storageProblem: 'newer', interactions: 0 })
  })

  it('chooses what a slot shows, learns from what is clicked, in every tab, and forgets with the rest', async () => {
    freshDatabase()
    const [one, other] = await Promise.all([start(), start()])
    const request = { slot: 'hero', options: ['a', { id: 'b', filter: 'category = "Red"' }] }
    const click = (id: string): Interaction => ({ event: 'select_promotion', time: Date.now(), via: id })
    const chosen = { a: 0, b: 0 }
    for (let round = 0; round < 80; round++) {
      const { engine } = round % 2 ? one : other
      const { id, option, propensity, source } = await engine.choose(request)
      expect(source).toBe('bandit')
      expect(propensity).toBeGreaterThan(0.04)
      chosen[option as 'a' | 'b']++
      if (option === 'b') await engine.track([click(id), click(id)])
    }
    expect(chosen.b).toBeGreaterThan(chosen.a)
    const { slots } = await other.engine.exportData()
    expect(slots.map(({ slot }) => slot)).toEqual(['hero'])
    // By chance it may never be shown: then nothing is stored of it.
    expect(slots[0].arms.a ?? { shown: 0, rewarded: 0 }).toMatchObject({ shown: chosen.a, rewarded: 0 })
    expect(slots[0].arms.b).toMatchObject({ shown: chosen.b, rewarded: chosen.b })

    await one.engine.pause(true)
    await one.engine.choose(request)
    expect((await one.engine.exportData()).slots).toEqual(slots)
    await one.engine.pause(false)
    await one.engine.forget([1])
    expect((await other.engine.exportData()).slots).toEqual([])
    await expect(one.engine.choose({ slot: 'hero', options: [] })).rejects.toMatchObject({ name: 'InvalidRequest' })
  })

  it('refuses a page of another version, wrong options and calls before init, by their names', async () => {
    freshDatabase()
    const { engine } = openTab()
    await expect(engine.recommend({})).rejects.toMatchObject({ name: 'StorageUnavailable' })
    await expect(engine.init(options({ protocolVersion: 99 }))).rejects.toMatchObject({ name: 'ProtocolMismatch' })
    for (const wrong of [
      { model: '/model' },
      { database: '' },
      { backend: 'gpu' as 'webgpu' },
      { learn: 1 as never },
    ]) {
      await expect(engine.init(options(wrong))).rejects.toMatchObject({
        name: 'InvalidOption',
        message: expect.stringContaining(Object.keys(wrong)[0]),
      })
    }
    await engine.init(options())
    await expect(engine.recommend({ count: 0 })).rejects.toMatchObject({ name: 'InvalidRequest' })
    await expect(engine.track([view('i1'), { event: 'view_item', time: Number.NaN }])).rejects.toMatchObject({
      name: 'InvalidEvent',
      message: expect.stringContaining('interactions[1].time'),
    })
    expect((await engine.status()).interactions).toBe(0)
  })
})
