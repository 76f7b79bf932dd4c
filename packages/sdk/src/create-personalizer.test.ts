import { type PersonalizerStatus, penchantError } from '@penchant/protocol'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { engineStatus } from '../test/engine-status.ts'
import { type FakePage, leavePage, openPage, pass } from '../test/fake-page.ts'
import { createPersonalizer } from './create-personalizer.ts'
import type { PersonalizerOptions } from './resolve-options.ts'

/** Longer than the page waits to be idle. */
const IDLE = 3000
const TIMEOUT = 1000

let page: FakePage
let errors: Error[]
const rejections: unknown[] = []
const onRejection = (reason: unknown) => rejections.push(reason)

beforeEach(() => {
  page = openPage()
  errors = []
  rejections.length = 0
  process.on('unhandledRejection', onRejection)
})

afterEach(async () => {
  leavePage()
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', onRejection)
  expect(rejections).toEqual([])
})

function open(options: Partial<PersonalizerOptions> = {}) {
  return createPersonalizer({
    model: '/model/',
    workerUrl: '/engine/worker.js',
    timeout: TIMEOUT,
    onError: (error) => errors.push(error),
    ...options,
  })
}

const ids = (response: { items: { item: { id: string } }[] }) => response.items.map(({ item }) => item.id)
const stored = () => page.device.stored.map(({ item }) => item)

async function databaseExists(name: string): Promise<boolean> {
  return (await indexedDB.databases()).some((database) => database.name === name)
}

function createDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name)
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
  })
}

/** fake-indexeddb works on `setImmediate`, which no fake timer holds up. */
const breathe = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}

describe('consent', () => {
  it('fetches no worker while it is pending, and delivers what waited in its order once granted', async () => {
    const penchant = open()
    penchant.track('view_item', { item_id: 'a' })
    penchant.track('add_to_cart', { item_id: 'b' })
    const early = await penchant.recommend({ fallback: ['x', 'y'] })
    await pass(IDLE)

    expect(page.workers).toEqual([])
    expect(early).toMatchObject({ source: 'shop-order', kind: 'for-you' })
    expect(ids(early)).toEqual(['x', 'y'])
    expect(penchant.getSnapshot()).toMatchObject({ state: 'idle', consent: 'pending', queued: 2 })
    expect(await penchant.export()).toBeNull()
    await penchant.learn()
    expect(errors).toEqual([])

    penchant.consent.grant()
    penchant.track('purchase', { items: [{ item_id: 'c' }, { item_id: 'd' }] })
    await pass(IDLE)
    expect(stored()).toEqual(['a', 'b', 'c', 'd'])
    expect(penchant.getSnapshot()).toMatchObject({ state: 'ready', consent: 'granted', queued: 0, message: '' })
    expect(penchant.getSnapshot().engine?.interactions).toBe(4)
  })

  it('starts nothing on a page that is only prerendered, until somebody opens it', async () => {
    const hidden = Object.assign(new EventTarget(), { prerendering: true, baseURI: document.baseURI })
    vi.stubGlobal('document', hidden)
    const penchant = open({ consent: 'granted' })
    penchant.track('view_item', { item_id: 'a' })
    const list = penchant.recommend({ fallback: ['x'] })
    await pass(IDLE)
    expect(ids(await list)).toEqual(['x'])
    expect(page.workers).toEqual([])

    hidden.prerendering = false
    hidden.dispatchEvent(new Event('prerenderingchange'))
    await pass(IDLE)
    expect(stored()).toEqual(['a'])
    expect(penchant.getSnapshot()).toMatchObject({ state: 'ready', queued: 0 })
  })

  it('starts the worker at once where a recommendation is wanted, with what it needs to know', async () => {
    const penchant = open({ consent: 'granted', backend: 'wasm', learn: false, database: 'shop' })
    penchant.track('view_item', { item_id: 'a' })
    const response = await penchant.recommend({ count: 3 })

    expect(response).toMatchObject({ source: 'model', id: 'r1' })
    expect(ids(response)).toEqual(['a'])
    expect(page.workers.map(({ url }) => url)).toEqual(['https://shop.example/engine/worker.js'])
    expect(page.worker.options).toEqual({
      protocolVersion: 3,
      model: 'https://shop.example/model/',
      database: 'shop',
      backend: 'wasm',
      learn: false,
      audit: 'on',
      automated: false,
      visitor: '',
      merge: false,
      purposes: { store: true, personalise: true, learn: true, export: false },
      encrypt: false,
      lowBattery: false,
    })
  })

  it('keeps purposes apart, and begins anew with an engine that knows what was taken back', async () => {
    const penchant = open()
    penchant.consent.grant({ learn: false })
    penchant.track('view_item', { item_id: 'a' })
    await pass(IDLE)
    expect(page.worker.options?.purposes).toMatchObject({ store: true, learn: false })
    expect(penchant.getSnapshot()).toMatchObject({ decidedBy: 'shop', purposes: { learn: false, export: false } })

    penchant.consent.grant({ learn: false, export: true })
    await pass(IDLE)
    // What leaves the device is not the engine's business.
    expect(page.workers).toHaveLength(1)

    await penchant.pause(true)
    penchant.consent.grant({ store: false })
    penchant.track('view_item', { item_id: 'b' })
    await pass(IDLE)
    expect(page.workers.map(({ terminated }) => terminated)).toEqual([true, false])
    expect(page.worker.options).toMatchObject({ purposes: { store: false, learn: true }, paused: true })
    expect(penchant.getSnapshot()).toMatchObject({ state: 'ready', consent: 'granted', purposes: { store: false } })
    expect(errors).toEqual([])
  })

  it('is not changed by what is no decision', async () => {
    const penchant = open()
    penchant.consent.grant({ lern: false } as object)
    await pass(IDLE)
    expect(penchant.getSnapshot().consent).toBe('pending')
    expect(page.workers).toEqual([])
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('{"lern":false}')])
  })

  it('is what the shop’s banner says, at once and later, until the end', async () => {
    await createDatabase('penchant')
    let decide: (given: boolean | { learn: boolean }) => void = () => {}
    const stop = vi.fn()
    const penchant = open({
      consent: (tell) => {
        decide = tell
        tell({ learn: false })
        return stop
      },
    })
    expect(penchant.getSnapshot()).toMatchObject({
      consent: 'granted',
      decidedBy: 'banner',
      purposes: { learn: false },
    })
    await pass(IDLE)
    expect(page.workers).toHaveLength(1)
    decide(false)
    expect(penchant.getSnapshot()).toMatchObject({ consent: 'denied', decidedBy: 'banner' })
    penchant.destroy()
    expect(stop).toHaveBeenCalledTimes(1)
    decide(true)
    expect(penchant.getSnapshot().consent).toBe('denied')
  })

  it('survives a banner that throws, and stores nothing', async () => {
    const penchant = open({
      consent() {
        throw new Error('the banner’s own bug')
      },
    })
    await pass(IDLE)
    expect(penchant.getSnapshot().consent).toBe('pending')
    expect(errors.map(({ message }) => message)).toEqual(['the banner’s own bug'])
  })

  it('is what a platform says: nothing before, deletion after a refusal on another page', async () => {
    await createDatabase('penchant')
    page.window.dataLayer = []
    const layer = page.window.dataLayer as unknown[]
    const penchant = open({ consent: 'consent-mode' })
    penchant.track('view_item', { item_id: 'a' })
    await vi.waitFor(() => expect(Object.hasOwn(layer, 'push')).toBe(true))
    await pass(IDLE)
    expect(page.workers).toEqual([])
    layer.push(['consent', 'default', { personalization_storage: 'denied' }])
    expect(penchant.getSnapshot()).toMatchObject({ consent: 'denied', decidedBy: 'consent-mode', queued: 0 })
    await breathe()
    expect(await databaseExists('penchant')).toBe(false)

    layer.push(['consent', 'update', { personalization_storage: 'granted' }])
    penchant.track('view_item', { item_id: 'b' })
    await pass(IDLE)
    expect(stored()).toEqual(['b'])
    layer.push(['consent', 'update', { personalization_storage: 'denied' }])
    await pass(IDLE)
    expect(stored()).toEqual([])
    expect(page.worker.terminated).toBe(true)
    penchant.destroy()
    await vi.waitFor(() => expect(Object.hasOwn(layer, 'push')).toBe(false))
    expect(errors).toEqual([])
  })

  it('has the engine erase everything when it is withdrawn, and only then ends the worker', async () => {
    let alive: boolean | undefined
    page.engine.erase = async (worker) => {
      alive = !worker.terminated
      page.device.stored = []
    }
    const penchant = open({ consent: 'granted' })
    penchant.track('view_item', { item_id: 'a' })
    await pass(IDLE)
    expect(stored()).toEqual(['a'])

    const gone = penchant.consent.deny()
    penchant.track('view_item', { item_id: 'b' })
    expect(await gone).toBe(true)
    expect(alive).toBe(true)
    expect(stored()).toEqual([])
    expect(page.worker.terminated).toBe(true)
    expect(penchant.getSnapshot()).toMatchObject({ state: 'idle', consent: 'denied', queued: 0, engine: null })

    await pass(IDLE)
    expect(page.workers).toHaveLength(1)
    penchant.consent.grant()
    penchant.track('view_item', { item_id: 'c' })
    await pass(IDLE)
    expect(stored()).toEqual(['c'])
  })

  it('has an engine that is still starting erase what it may have stored already', async () => {
    let alive: boolean | undefined
    page.engine.init = () => new Promise(() => {})
    page.engine.erase = async (worker) => {
      alive = !worker.terminated
    }
    const penchant = open({ consent: 'granted' })
    await pass(IDLE)
    expect(penchant.getSnapshot().state).toBe('loading')
    expect(await penchant.consent.deny()).toBe(true)
    expect(alive).toBe(true)
    expect(page.worker.terminated).toBe(true)
    await pass(60 * TIMEOUT)
    expect(page.workers).toHaveLength(1)
  })

  it('stores nothing new until the old is gone', async () => {
    page.engine.erase = async () => {
      await new Promise((resolve) => setTimeout(resolve, TIMEOUT / 2))
      page.device.stored = []
    }
    const penchant = open({ consent: 'granted' })
    penchant.track('view_item', { item_id: 'a' })
    await pass(IDLE)
    penchant.consent.deny()
    penchant.consent.grant()
    penchant.track('view_item', { item_id: 'b' })
    const response = penchant.recommend({ fallback: ['x'] })
    await pass(TIMEOUT)
    expect(ids(await response)).toEqual(['b'])
    expect(stored()).toEqual(['b'])
  })

  it('deletes the database and the cached model of an earlier visit without a worker', async () => {
    const mine = 'penchant penchant https://cdn.example/model/manifest.json'
    const others = [mine.replace('penchant penchant', 'penchant other'), "the shop's own"]
    const caches = new Set([mine, ...others])
    page.window.caches = { keys: async () => [...caches], delete: async (name: string) => caches.delete(name) }
    vi.stubGlobal('caches', page.window.caches)
    await createDatabase('penchant')
    const penchant = open()
    penchant.track('view_item', { item_id: 'a' })
    const gone = penchant.consent.deny()
    expect(penchant.getSnapshot().queued).toBe(0)
    expect(await gone).toBe(true)
    expect(await databaseExists('penchant')).toBe(false)
    expect([...caches]).toEqual(others)

    page.window.caches = { keys: () => Promise.reject(new DOMException('private mode', 'SecurityError')) }
    await createDatabase('penchant')
    open({ consent: 'denied' })
    await pass(IDLE)
    await breathe()
    expect(await databaseExists('penchant')).toBe(false)
    expect(page.workers).toEqual([])
  })

  it('deletes the database itself where the engine does not', async () => {
    await createDatabase('penchant')
    page.engine.erase = () => new Promise(() => {})
    const penchant = open({ consent: 'granted' })
    await pass(IDLE)
    const gone = penchant.consent.deny()
    await pass(TIMEOUT)
    expect(await gone).toBe(true)
    expect(page.worker.terminated).toBe(true)
    expect(await databaseExists('penchant')).toBe(false)
    await pass(60 * TIMEOUT)
    expect(page.workers).toHaveLength(1)
  })

  it('says so when another tab keeps the database', async () => {
    vi.stubGlobal('indexedDB', { deleteDatabase: () => ({}) })
    const penchant = open()
    const gone = penchant.consent.deny()
    await pass(TIMEOUT)
    expect(await gone).toBe(false)
    expect(errors.map(({ name }) => name)).toEqual(['Timeout'])
    expect(errors[0]?.message).toContain('"penchant"')
  })

  it.each([
    ['global-privacy-control', { globalPrivacyControl: true }],
    ['do-not-track', { doNotTrack: '1' }],
  ])('is denied by %s, says so, and deletes nothing until the shop has asked', async (signal, privacy) => {
    vi.stubGlobal('navigator', privacy)
    await createDatabase('penchant')
    const penchant = open({ consent: 'granted' })
    penchant.track('view_item', { item_id: 'a' })
    await pass(IDLE)
    await breathe()
    expect(page.workers).toEqual([])
    expect(penchant.getSnapshot()).toMatchObject({ consent: 'denied', queued: 0 })
    expect(penchant.getSnapshot().message).toContain(signal)
    expect(await databaseExists('penchant')).toBe(true)

    penchant.consent.grant()
    await pass(IDLE)
    expect(penchant.getSnapshot()).toMatchObject({ state: 'ready', consent: 'granted', message: '' })
  })

  it('forgets single interactions, pauses, and stays paused where all is erased', async () => {
    const penchant = open({ consent: 'granted' })
    await pass(IDLE)
    for (const item_id of ['sku-1', 'sku-2']) penchant.track('view_item', { item_id })
    const gone = penchant.forget([1])
    await pass()
    expect(await gone).toBe(true)
    expect(page.device.stored.map(({ item }) => item)).toEqual(['sku-2'])
    expect(penchant.getSnapshot().engine?.interactions).toBe(1)

    // What came before it still counts.
    penchant.track('view_item', { item_id: 'sku-3' })
    const set = penchant.pause(true)
    await pass()
    expect(await set).toBe(true)
    penchant.track('view_item', { item_id: 'sku-4' })
    await pass()
    expect(page.device.stored.map(({ item }) => item)).toEqual(['sku-2', 'sku-3'])
    expect(penchant.getSnapshot()).toMatchObject({ queued: 0, engine: { paused: true } })

    page.engine.forget = () => Promise.reject(new Error('no'))
    void penchant.erase()
    await pass(IDLE)
    penchant.track('view_item', { item_id: 'sku-5' })
    await pass()
    expect(page.device).toMatchObject({ stored: [], paused: true })
    const kept = penchant.forget([1])
    await pass()
    expect(await kept).toBe(false)
    expect(errors).toMatchObject([{ message: 'no' }])
  })

  it('goes on with an empty store after erase()', async () => {
    const penchant = open({ consent: 'granted' })
    penchant.track('view_item', { item_id: 'a' })
    await pass(IDLE)
    const gone = penchant.erase()
    penchant.track('view_item', { item_id: 'b' })
    expect(await gone).toBe(true)
    await pass(IDLE)
    expect(stored()).toEqual(['b'])
    expect(page.workers).toHaveLength(2)
    expect((await penchant.export())?.interactions.map(({ item }) => item)).toEqual(['b'])
  })
})

describe('a change of visitor', () => {
  const engines = () =>
    page.workers.flatMap(({ options }) => options ?? []).map(({ visitor, merge }) => [visitor, merge])

  it('stores what was done before for who was there, and what comes after for who is', async () => {
    const by: [visitor: unknown, item: unknown][] = []
    page.engine.track = async (worker, interactions) => {
      for (const { item } of interactions) by.push([worker.options?.visitor, item])
      return engineStatus(by.length)
    }
    const penchant = open({ consent: 'granted' })
    penchant.track('view_item', { item_id: 'a' })
    const first = penchant.identify('4711')
    penchant.track('view_item', { item_id: 'b' })
    await pass(IDLE)
    expect(await first).toBe(true)
    expect(by).toEqual([
      ['', 'a'],
      ['4711', 'b'],
    ])
    expect(page.workers.map(({ terminated }) => terminated)).toEqual([true, false])
    expect(penchant.getSnapshot()).toMatchObject({ state: 'ready', identified: true, queued: 0 })
    expect(JSON.stringify(penchant.getSnapshot())).not.toContain('4711')

    // Said again, nothing changes; nobody is the anonymous visitor again.
    await penchant.identify('4711')
    await pass(IDLE)
    expect(page.workers).toHaveLength(2)
    penchant.track('view_item', { item_id: 'c' })
    penchant.identify(null)
    await pass(IDLE)
    expect(by.slice(2)).toEqual([['4711', 'c']])
    expect(engines()).toEqual([
      ['', false],
      ['4711', false],
      ['', false],
    ])
    expect(penchant.getSnapshot().identified).toBe(false)
    expect(errors).toEqual([])
  })

  it('merges when the shop says so, once, not again where the worker dies', async () => {
    const penchant = open({ consent: 'granted', visitor: '4711' })
    await pass(IDLE)
    void penchant.identify('4711', { merge: true })
    await pass(IDLE)
    page.worker.crash()
    await pass(IDLE)
    expect(engines()).toEqual([
      ['4711', false],
      ['4711', true],
      ['4711', false],
    ])
  })

  it('before consent: what waits is merged, or belongs to nobody', async () => {
    const penchant = open()
    penchant.track('view_item', { item_id: 'a' })
    await penchant.identify('4711', { merge: true })
    expect(penchant.getSnapshot().queued).toBe(1)
    await penchant.identify('4712')
    penchant.track('view_item', { item_id: 'b' })
    await penchant.identify('4712')
    penchant.consent.grant()
    await pass(IDLE)
    expect(stored()).toEqual(['b'])
    expect(engines()).toEqual([['4712', false]])
  })

  it('has the engine erase the visitor’s own alone, and a withdrawal delete everybody’s without one', async () => {
    const names = ['penchant', 'penchant~a', 'penchant~b', 'penchant-of-another']
    for (const name of names) await createDatabase(name)
    const penchant = open({ consent: 'granted', visitor: '4711' })
    const gone = penchant.erase()
    await pass(IDLE)
    expect(await gone).toBe(true)
    expect(page.workers[0].options?.visitor).toBe('4711')
    for (const name of names) expect(await databaseExists(name), name).toBe(true)

    expect(await penchant.consent.deny()).toBe(true)
    await breathe()
    for (const name of names) expect(await databaseExists(name), name).toBe(name === 'penchant-of-another')
  })

  it('refuses what is no id by name, takes a number, and lets nothing fall', async () => {
    const penchant = open({ consent: 'granted' })
    penchant.track('view_item', { item_id: 'a' })
    for (const wrong of ['', {}, undefined]) expect(await penchant.identify(wrong as never)).toBe(false)
    expect(errors.map(({ message }) => message)).toContain("identify: the id is {}; give the shop's own id, or null.")
    await penchant.identify(17 as never, null as never)
    await pass(IDLE)
    expect(engines().at(-1)).toEqual(['17', false])
    expect(stored()).toEqual(['a'])
  })
})

describe('a worker that dies or hangs', () => {
  it('is restarted, and every event is stored once, also where it died between storing and answering', async () => {
    const penchant = open({ consent: 'granted' })
    await pass(IDLE)
    page.engine.track = (worker, interactions) => {
      // Stored, and dead before it can say so.
      page.device.stored.push(...interactions)
      page.engine = {}
      worker.crash('out of memory')
      return new Promise(() => {})
    }
    page.worker.crash('first')
    penchant.track('view_item', { item_id: 'a' })
    penchant.track('view_item', { item_id: 'b' })
    await pass(TIMEOUT)
    penchant.track('view_item', { item_id: 'c' })
    await pass(60 * TIMEOUT)
    expect(stored()).toEqual(['a', 'b', 'c'])
    expect(page.workers).toHaveLength(3)
    expect(penchant.getSnapshot()).toMatchObject({ state: 'ready', queued: 0, message: '' })
  })

  it('still answers the recommendation it was asked for, from its successor', async () => {
    const penchant = open({ consent: 'granted' })
    penchant.track('view_item', { item_id: 'a' })
    page.engine.recommend = (worker) => {
      page.engine = {}
      worker.crash()
      return new Promise(() => {})
    }
    const asked = penchant.recommend({ fallback: ['x'] })
    await pass(TIMEOUT / 2)
    const response = await asked
    expect(response.source).toBe('model')
    expect(ids(response)).toEqual(['a'])
    expect(page.workers).toHaveLength(2)
  })

  it('is given up after three restarts, and the shop keeps its own order', async () => {
    page.engine.init = (worker) => {
      worker.crash()
      return new Promise(() => {})
    }
    const penchant = open({ consent: 'granted' })
    const first = penchant.recommend({ fallback: ['x'] })
    await pass()
    expect(ids(await first)).toEqual(['x'])
    await pass(60 * TIMEOUT)
    expect(page.workers).toHaveLength(4)
    expect(page.workers.every(({ terminated }) => terminated)).toBe(true)
    expect(penchant.getSnapshot().state).toBe('failed')
    expect(penchant.getSnapshot().message).toMatch(/could not be loaded.*workerUrl/s)

    const told = errors.length
    expect(await penchant.recommend({ fallback: ['x'] })).toMatchObject({ source: 'shop-order' })
    expect(errors).toHaveLength(told)
    expect(new Set(errors.map(({ name }) => name))).toEqual(new Set(['WorkerUnavailable']))
  })

  it('keeps its error from the page', async () => {
    open({ consent: 'granted' })
    await pass(IDLE)
    expect(page.worker.crash('boom').defaultPrevented).toBe(true)
  })

  it('is kept where it only threw once and still answers', async () => {
    const penchant = open({ consent: 'granted' })
    await pass(IDLE)
    page.worker.dispatchEvent(Object.assign(new Event('error'), { message: 'a bug' }))
    await pass(10 * TIMEOUT)
    expect(page.workers).toHaveLength(1)
    expect(penchant.getSnapshot().state).toBe('ready')
    expect(errors.map(({ message }) => message)).toEqual(['The worker failed: a bug'])
  })

  it('is restarted where it hangs: the caller gets the shop order in time, the events are stored later', async () => {
    const penchant = open({ consent: 'granted' })
    await pass(IDLE)
    page.worker.hang()
    penchant.track('view_item', { item_id: 'a' })
    const late = penchant.recommend({ fallback: ['x'] })
    await pass(TIMEOUT)
    expect(ids(await late)).toEqual(['x'])
    expect(penchant.getSnapshot().state).toBe('stalled')
    await pass(TIMEOUT)
    expect(page.workers).toHaveLength(2)
    expect(page.workers[0]?.terminated).toBe(true)
    expect(stored()).toEqual(['a'])
    expect(penchant.getSnapshot()).toMatchObject({ state: 'ready', message: '' })
    expect(errors.map(({ name }) => name)).toContain('Timeout')
  })

  it('is restarted where one call hangs again and again, although the worker answers others', async () => {
    page.engine.recommend = () => new Promise(() => {})
    const penchant = open({ consent: 'granted' })
    await pass(IDLE)
    penchant.recommend()
    await pass(TIMEOUT)
    expect(page.workers).toHaveLength(1)
    expect(penchant.getSnapshot().state).toBe('ready')
    page.engine = {}
    penchant.recommend()
    await pass(2 * TIMEOUT)
    expect(page.workers).toHaveLength(2)
    expect(await penchant.recommend()).toMatchObject({ source: 'model' })
  })

  it('may take longer to start than a call may take', async () => {
    page.engine.init = () => new Promise((resolve) => setTimeout(resolve, 5 * TIMEOUT))
    const penchant = open({ consent: 'granted' })
    const early = penchant.recommend({ fallback: ['x'] })
    await pass(TIMEOUT)
    expect(ids(await early)).toEqual(['x'])
    expect(penchant.getSnapshot().state).toBe('loading')
    await pass(4 * TIMEOUT)
    expect(penchant.getSnapshot().state).toBe('ready')
    expect(page.workers).toHaveLength(1)
  })

  it('is looked after when the page comes back from the back/forward cache', async () => {
    const penchant = open({ consent: 'granted' })
    await pass(IDLE)
    page.worker.hang()
    page.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    await pass(TIMEOUT)
    await pass()
    expect(page.workers).toHaveLength(2)
    expect(penchant.getSnapshot().state).toBe('ready')
  })
})

describe('what the engine refuses', () => {
  it('another protocol version is final: no restart, one sentence, the shop order', async () => {
    page.engine.init = async () => {
      throw penchantError('ProtocolMismatch', 'The page is older than the worker: reload it.')
    }
    const penchant = open({ consent: 'granted' })
    expect(ids(await penchant.recommend({ fallback: ['x'] }))).toEqual(['x'])
    await pass(60 * TIMEOUT)
    expect(page.workers).toHaveLength(1)
    expect(page.worker.terminated).toBe(true)
    expect(penchant.getSnapshot().state).toBe('failed')
    expect(penchant.getSnapshot().message).toContain('reload it')
    expect(errors.map(({ name }) => name)).toEqual(['ProtocolMismatch'])
  })

  it('an event it does not take is told and let go; a store that fails keeps the event', async () => {
    let refusal: Error | null = penchantError('InvalidEvent', 'no')
    page.engine.track = async (_, interactions) => {
      if (refusal) throw refusal
      page.device.stored.push(...interactions)
      return undefined as never
    }
    const penchant = open({ consent: 'granted' })
    await pass(IDLE)
    penchant.track('view_item', { item_id: 'a' })
    await pass()
    expect(penchant.getSnapshot().queued).toBe(0)
    refusal = penchantError('StorageUnavailable', 'full')
    penchant.track('view_item', { item_id: 'b' })
    await pass()
    expect(penchant.getSnapshot().queued).toBe(1)
    refusal = null
    penchant.track('view_item', { item_id: 'c' })
    await pass()
    expect(stored()).toEqual(['b', 'c'])
    expect(errors.map(({ name }) => name)).toEqual(['InvalidEvent', 'StorageUnavailable'])
  })

  it('a browser without workers is no worse than the shop was before', async () => {
    vi.stubGlobal('Worker', undefined)
    const penchant = open({ consent: 'granted' })
    expect(ids(await penchant.recommend({ fallback: [{ id: 'x', title: 'X' }], exclude: ['y'] }))).toEqual(['x'])
    expect(penchant.getSnapshot()).toMatchObject({ state: 'failed' })
    expect(errors.map(({ name }) => name)).toEqual(['WorkerUnavailable'])
  })

  it('an engine with nothing to say leaves the list to the shop', async () => {
    page.engine.recommend = async () => ({ id: 'r', kind: 'for-you', items: [], source: 'shop-order', took: 0 })
    const penchant = open({ consent: 'granted' })
    const response = await penchant.recommend({ fallback: ['x', 'y', 'z'], exclude: ['y'], count: 1 })
    expect(ids(response)).toEqual(['x'])
  })

  it('a list that is to be ordered comes back whole, by the engine’s controls where it has no other order', async () => {
    const items = Array.from({ length: 12 }, (_, i) => `i${i}`)
    const early = await open().recommend({ kind: 'rerank', items, hide: ['i3'], exclude: ['i0'] })
    expect(ids(early)).toEqual(items.filter((id) => id !== 'i3' && id !== 'i0'))
    const filtered = [{ item: { id: 'i1' }, score: 1, reasons: [] }]
    page.engine.recommend = async () => ({
      id: 'r',
      kind: 'rerank',
      items: filtered,
      source: 'shop-order',
      took: 0,
    })
    const penchant = open({ consent: 'granted' })
    expect(ids(await penchant.recommend({ kind: 'rerank', items, filter: 'id = "i1"' }))).toEqual(['i1'])
  })

  it('controls reach the engine as they are, and what it says is wrong with them reaches the shop', async () => {
    const asked: unknown[] = []
    page.engine.recommend = async (_, request) => {
      asked.push(request)
      throw penchantError('InvalidRequest', 'filter, character 1: found "colour"; give an attribute')
    }
    const penchant = open({ consent: 'granted' })
    const request = { kind: 'for-you' as const, filter: 'colour = "red"', boost: [{ when: 'price < 5', by: 2 }] }
    expect(ids(await penchant.recommend({ ...request, fallback: ['x'] }))).toEqual(['x'])
    expect(asked).toEqual([request])
    expect(errors.map(({ name, message }) => `${name}: ${message}`)).toEqual([
      'InvalidRequest: filter, character 1: found "colour"; give an attribute',
    ])
  })
})

describe('the status', () => {
  it('forgets a failure with the data: a new consent is a new start', async () => {
    page.engine.init = async () => {
      throw penchantError('ModelInvalid', 'broken')
    }
    const penchant = open({ consent: 'granted', onError: undefined })
    await pass(IDLE)
    expect(penchant.getSnapshot().state).toBe('failed')
    expect(penchant.getSnapshot().message.match(/broken/g)).toHaveLength(1)
    page.engine = {}
    expect(await penchant.consent.deny()).toBe(true)
    expect(penchant.getSnapshot().state).toBe('idle')
    penchant.consent.grant()
    await pass(IDLE)
    expect(penchant.getSnapshot().state).toBe('ready')
  })

  it('is the same object until something changes, and listeners hear of each change', async () => {
    const penchant = open({ consent: 'granted' })
    const seen: PersonalizerStatus[] = []
    const stop = penchant.subscribe(() => seen.push(penchant.getSnapshot()))
    await pass(IDLE)
    const ready = penchant.getSnapshot()
    expect(penchant.getSnapshot()).toBe(ready)
    expect(seen.at(-1)).toBe(ready)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.map(({ state }) => state)).toEqual(expect.arrayContaining(['loading', 'ready']))

    const status = { ...ready.engine!, modelError: 'The model is gone.' }
    page.worker.send({ type: 'penchant:status', status })
    await pass()
    expect(penchant.getSnapshot().engine).toEqual(status)
    expect(penchant.getSnapshot().message).toBe('The model is gone.')

    const heard = seen.length
    stop()
    penchant.track('view_item', { item_id: 'a' })
    await pass()
    expect(seen).toHaveLength(heard)
  })

  it('keeps the last error where nobody listens', async () => {
    const penchant = open({ onError: undefined })
    penchant.track('view_item', { items: [{ item_id: '' }] })
    expect(penchant.getSnapshot().message).toContain('items[0].item_id is ""')
  })

  it('counts what a full queue lets go, oldest first', async () => {
    const penchant = open({ maxQueue: 2 })
    for (const id of ['a', 'b', 'c', 'd']) penchant.track('view_item', { item_id: id })
    expect(penchant.getSnapshot()).toMatchObject({ queued: 2, dropped: 2 })
    penchant.consent.grant()
    await pass(IDLE)
    expect(stored()).toEqual(['c', 'd'])
  })
})

describe('what a shop hands in', () => {
  it('names the wrong option, its value and the remedy, and goes on with the default', async () => {
    const wrong = { backend: 'gpu', consent: 'yes', timeout: -1, maxQueue: 'x', learn: 1, database: '', sources: [1] }
    const penchant = open(wrong as never)
    expect(errors.map(({ name }) => name)).toEqual(Array(7).fill('InvalidOption'))
    const messages = errors.map(({ message }) => message).join('\n')
    for (const [name, value] of Object.entries(wrong))
      expect(messages).toContain(`${name} is ${JSON.stringify(value)};`)
    expect(penchant.getSnapshot().consent).toBe('pending')
    penchant.consent.grant()
    await pass(IDLE)
    expect(page.worker.options).toMatchObject({ backend: 'auto', learn: true, database: 'penchant' })
  })

  it.each([[undefined], [''], ['http://']])(
    'without a model (%j) it has failed, and says what to give',
    async (model) => {
      const penchant = open({ model: model as string, consent: 'granted' })
      expect(errors.map(({ message }) => message).join()).toMatch(/^model is .*give the URL of the published model/)
      expect(ids(await penchant.recommend({ fallback: ['x'] }))).toEqual(['x'])
      await pass(IDLE)
      expect(page.workers).toEqual([])
      expect(penchant.getSnapshot().state).toBe('failed')
    },
  )

  it('names the wrong field of a request and gives the shop order', async () => {
    const penchant = open({ consent: 'granted' })
    const response = await penchant.recommend({ count: 'x', fallback: ['x'] } as never)
    expect(ids(response)).toEqual(['x'])
    expect(errors.map(({ message }) => message)).toEqual(['recommend: count is "x"; give a whole number from 1.'])
  })

  it('never throws and never rejects, whatever it is', async () => {
    const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true })
    const penchant = open({
      consent: 'granted',
      onError: () => {
        throw new Error('a shop’s own bug')
      },
    })
    penchant.subscribe(() => {
      throw new Error('a listener’s bug')
    })
    await pass(IDLE)
    await fc.assert(
      fc.asyncProperty(
        anything,
        anything,
        fc.constantFrom('view_item', 'search', 'rate_item', 'impression'),
        async (a, b, name) => {
          penchant.track(a as never, b as never)
          penchant.track(name, b as never)
          penchant.track(name, { items: [a, { item_id: 'ok', price: b }] } as never)
          const response = penchant.recommend(a as never)
          const choice = penchant.choose(b as never)
          await pass()
          expect(['bandit', 'shop-order']).toContain((await choice).source)
          expect(['model', 'shop-order']).toContain((await response).source)
          createPersonalizer(a as never).destroy()
        },
      ),
      { numRuns: 200 },
    )

    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw Object.create(null)
        },
      },
    )
    penchant.track(hostile as never, hostile)
    penchant.track('view_item', hostile)
    penchant.track('view_item', { items: [hostile as never] })
    expect(await penchant.recommend(hostile)).toMatchObject({ source: 'shop-order' })
    expect(await penchant.choose(hostile as never)).toMatchObject({ source: 'shop-order', option: '' })
    expect(page.workers).toHaveLength(1)
  })

  it('lets a developer watch events with what is wrong with them, and no watcher harms an event', async () => {
    const penchant = open({ consent: 'granted' })
    const seen: string[] = []
    const stop = penchant.watch(({ name, interactions, errors }) => {
      seen.push(`${name} ${interactions.length} ${errors.map(({ message }) => message)}`)
    })
    penchant.watch(() => {
      throw new Error('a developer’s bug')
    })
    penchant.track('view_item', { items: [{ item_id: 'a' }, { item_id: '' }] })
    penchant.track('buy', {})
    await pass(IDLE)
    expect(seen[0]).toMatch(/^view_item 1 .*items\[1\]\.item_id/)
    expect(seen[1]).toMatch(/^buy 0 .*the event is "buy"/)
    expect(stored()).toEqual(['a'])
    expect(errors.map(({ message }) => message)).toContain('a developer’s bug')
    stop()
    penchant.track('view_item', { item_id: 'b' })
    expect(seen).toHaveLength(2)
  })

  it('chooses by the engine, and the first option where nobody may', async () => {
    const penchant = open()
    const request = { slot: 'hero', options: [{ id: 'a' }, 'b'] }
    const first = { id: 'shop-order', slot: 'hero', option: 'a', propensity: 1, source: 'shop-order' }
    expect(await penchant.choose(request)).toEqual(first)
    expect(page.workers).toEqual([])
    penchant.consent.grant()
    const choice = penchant.choose(request)
    await pass()
    expect(await choice).toMatchObject({ option: 'b', source: 'bandit', propensity: 0.5 })
    await penchant.consent.deny()
    expect(await penchant.choose(request)).toEqual(first)
  })

  it('hears sources from the start, one that throws harms no other, and all are stopped', async () => {
    const stop = vi.fn()
    const penchant = open({
      sources: [
        () => {
          throw new Error('broken source')
        },
        (emit) => {
          emit('view_item', { item_id: 'a' })
          return stop
        },
      ],
    })
    expect(penchant.getSnapshot().queued).toBe(1)
    expect(errors.map(({ message }) => message)).toEqual(['broken source'])
    penchant.consent.grant()
    await pass(IDLE)
    penchant.destroy()
    expect(stop).toHaveBeenCalledOnce()
    expect(page.worker.terminated).toBe(true)
    expect(stored()).toEqual(['a'])
    expect(ids(await penchant.recommend({ fallback: ['x'] }))).toEqual(['x'])
    await pass(60 * TIMEOUT)
    expect(page.workers).toHaveLength(1)
  })
})
