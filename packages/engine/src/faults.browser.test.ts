import {
  type EngineApi,
  type EngineOptions,
  type EngineStatus,
  type Interaction,
  PROTOCOL_VERSION,
  type StatusMessage,
} from '@penchant/protocol'
import { type Remote, wrap } from 'comlink'
import { openDB } from 'idb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TinyWorkerSetting } from '../test/tiny-worker.ts'
import { checksum } from './checksum.ts'

interface Tab {
  engine: Remote<EngineApi>
  until(is: (status: EngineStatus) => boolean): Promise<EngineStatus>
  close(): void
}

const open: Tab[] = []
/** What workers threw outside of any call. */
const thrown: string[] = []
let databases = 0
let database: string

beforeEach(() => {
  database = `faults-test-${Date.now()}-${++databases}`
})
afterEach(() => {
  for (const tab of open.splice(0)) tab.close()
  expect(thrown.splice(0)).toEqual([])
})

/** A worker stands for a tab; to end it is what a browser does that closes the tab or wants the memory. */
async function start(setting: TinyWorkerSetting = {}, more: Partial<EngineOptions> = {}): Promise<Tab> {
  const worker = new Worker(new URL('../test/tiny-worker.ts', import.meta.url), {
    type: 'module',
    name: JSON.stringify({ modelAlone: true, ...setting }),
  })
  worker.addEventListener('error', ({ message }) => thrown.push(message))
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
  const ready = tab.until(({ backend }) => backend.inference !== null)
  const status = await tab.engine.init({
    protocolVersion: PROTOCOL_VERSION,
    model: new URL('/tiny-model/', location.href).href,
    database,
    backend: 'wasm',
    learn: false,
    purposes: { store: true, learn: true },
    ...more,
  })
  if (status.backend.inference === null) await ready
  return tab
}

/** A visitor who comes back to two items between looks at another, a look every minute. */
const habit = (count: number, from = Date.now() - count * 60_000): Interaction[] =>
  Array.from({ length: count }, (_, i) => ({
    event: 'view_item',
    item: i % 3 === 0 ? `i${(i * 7) % 10}` : `i${25 + (i % 2)}`,
    time: from + i * 60_000,
    key: `k${from}-${i}`,
  }))
const list = async ({ engine }: Tab) => {
  const { items, source } = await engine.recommend({ count: 30 })
  return { source, ids: items.map(({ item }) => item.id) }
}

/** What must hold whatever went wrong: an answer, every interaction, and weights that are the base's or passed the gate. */
async function expectWell(tab: Tab, interactions: number, source = 'model'): Promise<EngineStatus> {
  expect(await list(tab)).toMatchObject({ source, ids: { length: 30 } })
  const status = await tab.engine.status()
  expect(status.interactions).toBe(interactions)
  const accepted = status.learning.filter(({ verdict }) => verdict === 'accepted').length
  expect(status.adapter.version).toBeGreaterThanOrEqual(accepted)
  expect(status.adapter.state).toBe(status.adapter.version > 0 ? 'adapted' : 'base')
  return status
}

describe('whatever goes wrong while it learns', () => {
  it('a tab closed between two steps leaves no trace of the run', async () => {
    const first = await start()
    await first.engine.track(habit(300))
    const before = await list(first)
    let learning = true
    void first.engine.learn().finally(() => {
      learning = false
    })
    for (let i = 0; i < 2; i++) await first.engine.recommend({})
    expect(learning).toBe(true)
    first.close()

    const second = await start()
    expect(await list(second)).toEqual(before)
    expect(await expectWell(second, 300)).toMatchObject({ adapter: { version: 0 }, learning: [] })
    // The lock of the dead tab is free again.
    expect((await second.engine.learn()).learning[0]).toMatchObject({ verdict: 'accepted' })
  })

  it('a worker killed while it writes has stored all of a call or nothing', async () => {
    let stored = 0
    const month = Date.now() - 30 * 86_400_000
    for (let round = 0; round < 4; round++) {
      const tab = await start()
      const before = (await tab.engine.status()).interactions
      expect(before % 50).toBe(0)
      expect(before).toBeGreaterThanOrEqual(stored)
      const writing = [0, 1, 2].map((part) => tab.engine.track(habit(50, month + (round * 3 + part) * 1e8)))
      if (round % 2) await writing[0]
      stored = before + (round % 2 ? 50 : 0)
      tab.close()
    }
    const last = await start()
    const { interactions } = await last.engine.status()
    expect(interactions % 50).toBe(0)
    await expectWell(last, interactions)
  })

  it('a checkpoint that was being written when the worker was killed is whole or is not there', async () => {
    const first = await start()
    await first.engine.track(habit(300))
    const channel = new BroadcastChannel(`penchant ${database}`)
    const saved = new Promise((resolve) => channel.addEventListener('message', resolve))
    void first.engine.learn()
    await saved
    first.close()
    channel.close()
    expect(await expectWell(await start(), 300)).toMatchObject({ adapter: { state: 'adapted', version: 1 } })
  })

  it('what other tabs say while a tab opens is heard when it has opened', async () => {
    const model = new URL('/tiny-model/', location.href).href
    const channel = new BroadcastChannel(`penchant ${database}`)
    let isOpen = false
    const opening = start().finally(() => {
      isOpen = true
    })
    const turn = new MessageChannel()
    const next = () =>
      new Promise((resolve) => {
        turn.port1.onmessage = resolve
        turn.port2.postMessage(null)
      })
    // Often enough that some fall between any two steps of opening.
    const messages = [
      { type: 'adapted', model },
      { type: 'forgotten', ids: new Set([1]) },
      { type: 'paused', on: true },
    ]
    for (let turns = 0; !isOpen; turns++) {
      channel.postMessage(messages[turns % 3])
      await next()
    }
    const tab = await opening
    channel.postMessage({ type: 'paused', on: true })
    while (!(await tab.engine.status()).paused) await next()
    channel.close()
  })

  it('a lost graphics context ends in an answer, from another backend or without the model', async () => {
    const loseContext = `lose ${database}`
    const tab = await start({ loseContext }, { backend: 'webgl' })
    expect((await tab.engine.status()).backend.inference).toBe('webgl')
    await tab.engine.track(habit(60))
    const run = tab.engine.learn()
    await tab.engine.recommend({})
    const channel = new BroadcastChannel(loseContext)
    channel.postMessage('now')
    channel.close()
    const { learning } = await run
    expect(learning[0].verdict).not.toBe('accepted')
    const after = await list(tab)
    expect(['model', 'co-visitation']).toContain(after.source)
    expect(after.ids).toHaveLength(30)
    const status = await tab.engine.status()
    expect(status).toMatchObject({ interactions: 60, adapter: { state: 'base' } })
    // And in the end the model answers again.
    await expect.poll(async () => (await list(tab)).source, { timeout: 60_000 }).toBe('model')
  })

  it('two tabs that learn at once leave one version, which both use', async () => {
    const [one, other] = [await start(), await start()]
    await one.engine.track(habit(300))
    await Promise.all([one.engine.learn(), other.engine.learn()])
    const used = await Promise.all([list(one), list(other)])
    expect(used[0]).toEqual(used[1])
    for (const tab of [one, other]) {
      expect((await expectWell(tab, 300)).adapter.version).toBe(1)
    }
  })

  it('a disk that is full keeps the weights that were, and says why', async () => {
    const tab = await start({ full: 'checkpoints' })
    await tab.engine.track(habit(300))
    const before = await list(tab)
    const { learning } = await tab.engine.learn()
    expect(learning[0]).toMatchObject({ verdict: 'aborted', reason: expect.stringContaining('QuotaExceededError') })
    expect(await list(tab)).toEqual(before)
    await expectWell(tab, 300)
  })

  it('a disk that is full for interactions goes on in memory', async () => {
    const tab = await start({ full: 'interactions' })
    await tab.engine.track(habit(300))
    expect(await expectWell(tab, 300)).toMatchObject({ storage: 'memory' })
    expect((await tab.engine.learn()).adapter).toMatchObject({ state: 'adapted', version: 1 })
  })

  it('a base model that is replaced meanwhile keeps what was learnt of the old one away from the new one', async () => {
    const old = await start()
    await old.engine.track(habit(300))
    const run = old.engine.learn()
    const next = await start({ seed: 2 })
    const base = await list(next)
    await run
    expect(await list(next)).toEqual(base)
    expect(await next.engine.status()).toMatchObject({ interactions: 300, adapter: { state: 'base', version: 0 } })
    expect((await expectWell(old, 300)).adapter.version).toBe(1)
  })

  it('a clock that was moved back a year loses nothing and holds nothing up', async () => {
    const first = await start({}, { learn: true })
    const learnt = first.until(({ learning }) => learning.length > 0)
    const day = 86_400_000
    await first.engine.track([...habit(30, Date.now() - 2 * day), ...habit(30, Date.now() - day)])
    await learnt
    first.close()

    const year = 365 * day
    const second = await start({ clock: -year }, { learn: true })
    const again = second.until(({ learning }) => learning.length > 1)
    await second.engine.track(habit(30, Date.now() - year))
    await again
    await expectWell(second, 90)
    second.close()
    const third = await start({}, { learn: true })
    // Two runs, and nothing new: none of its own accord.
    await third.engine.track([])
    expect((await third.engine.status()).learning).toHaveLength(2)
  })

  it('a number that is none, planted in the stored weights, is not used', async () => {
    const first = await start()
    await first.engine.track(habit(300))
    const base = await list(first)
    expect((await first.engine.learn()).adapter.version).toBe(1)
    first.close()
    const connection = await openDB(database)
    const [key] = await connection.getAllKeys('checkpoints')
    const stored = await connection.get('checkpoints', key)
    const bytes: Uint8Array = stored.bytes.slice()
    new DataView(bytes.buffer).setFloat32(bytes.length - 4, Number.NaN, true)
    // Whoever planted it has made the checksum fit.
    await connection.put('checkpoints', { ...stored, bytes, checksum: await checksum(bytes) }, key)
    connection.close()

    const second = await start()
    expect(await list(second)).toEqual(base)
    expect(await second.engine.status()).toMatchObject({ interactions: 300, adapter: { state: 'base', version: 0 } })
    expect((await second.engine.learn()).learning[0].verdict).not.toBe('aborted')
  })

  it('leaves as many tensors after fifty runs as there were before', async () => {
    const countTensors = `count ${database}`
    const tab = await start({ countTensors })
    const channel = new BroadcastChannel(countTensors)
    const tensors = () =>
      new Promise<number>((resolve) => {
        channel.onmessage = ({ data }) => resolve(data)
        channel.postMessage('how many')
      })
    await tab.engine.track(habit(60))
    await tab.engine.learn()
    const before = await tensors()
    for (let run = 0; run < 50; run++) await tab.engine.learn()
    expect(await tensors()).toBe(before)
    channel.close()
    const { learning } = await expectWell(tab, 60)
    expect(learning.every(({ steps }) => steps === 10)).toBe(true)
  }, 120_000)
})
