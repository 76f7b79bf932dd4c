import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { checkInteractions } from '../packages/engine/src/check-interactions.ts'
import { startEngine } from '../packages/engine/src/start-engine.ts'
import { publishTiny, TINY_ITEMS } from '../packages/engine/test/publish-tiny.ts'
import { decodeCheckpoint, decodeTable, decodeWeights, encodeCheckpoint } from '../packages/model/src/index.ts'
import {
  ERROR_NAMES,
  LIMITS,
  PROTOCOL_VERSION,
  readCatalogue,
  readManifest,
  readRollout,
} from '../packages/protocol/src/index.ts'
import { decodeNeighbours } from '../packages/ranking/src/index.ts'
import { interactionsFromEvent } from '../packages/sdk/src/interactions-from-event.ts'
import { dataLayer } from '../packages/sdk/src/sources/data-layer.ts'
import type { Page } from '../packages/sdk/src/sources/page.ts'
import { createMutator, STRANGER } from './mutate.ts'

/** What a broken upload, a wrong tool or an attacker would send. `npm run fuzz` asks for 1.3 million in all. */
const RUNS = Number(process.env.PENCHANT_FUZZ ?? 1250)
const SEED = Number(process.env.PENCHANT_SEED ?? 20_251)
const TIMEOUT = 3_600_000
/** Longest that one input may take. */
const HANG_MILLISECONDS = 1000

const tiny = await publishTiny()
const { manifest } = tiny
const packed = { int4: await publishTiny({ size: 'int4' }), pq: await publishTiny({ size: 'pq' }) }
const fileOf = (name: keyof typeof manifest.files) => tiny.files.get(manifest.files[name].path)!
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value) ?? '')

afterEach(() => vi.unstubAllGlobals())
afterAll(() => {
  if (!process.env.PENCHANT_FUZZ) return
  const [slowest] = [...longest].sort(([, a], [, b]) => b - a)
  console.log(`longest: ${slowest[1].toFixed(0)} ms, ${slowest[0]}`)
})

/** Counts what typed arrays are asked for from here on. @returns the most bytes that one of them had */
function watchAllocations(): () => number {
  let most = 0
  for (const name of ['Uint8Array', 'Int8Array', 'Uint32Array', 'Float32Array', 'ArrayBuffer'] as const) {
    const Real = globalThis[name] as unknown as new (...given: unknown[]) => { byteLength: number }
    const construct = (_: unknown, given: unknown[], target: { prototype: object }) => {
      const made = Reflect.construct(Real, given, target as never) as { byteLength: number }
      most = Math.max(most, made.byteLength)
      return made
    }
    vi.stubGlobal(name, new Proxy(Real, { construct: construct as never }))
  }
  return () => most
}

/** Longest that an input took, of each kind of input, in milliseconds. */
const longest = new Map<string, number>()

/** Runs it; where it took too long, once more, since a loaded machine may have stopped in between. */
function inTime<T>(work: () => T): T {
  for (let tries = 1; ; tries++) {
    const started = performance.now()
    try {
      return work()
    } finally {
      const took = performance.now() - started
      const kind = expect.getState().currentTestName ?? ''
      longest.set(kind, Math.max(took, longest.get(kind) ?? 0))
      if (tries === 2) expect(took).toBeLessThan(HANG_MILLISECONDS)
      // biome-ignore lint/correctness/noUnsafeFinally: only a hang is tried again, whatever came of it
      if (took > HANG_MILLISECONDS && tries === 1) continue
    }
  }
}

/**
 * Runs it `RUNS` times: each either works or says in a sentence, by the agreed name, what is wrong; none hangs, and none
 * takes more memory than `LIMITS` and the size of its input allow.
 */
function survives(
  name: string,
  errorName: string,
  bytes: number,
  input: (mutate: ReturnType<typeof createMutator>) => () => unknown,
) {
  it(
    `${name}: ${RUNS} malformed inputs`,
    () => {
      const mutate = createMutator(SEED)
      const largest = watchAllocations()
      let refused = 0
      for (let i = 0; i < RUNS; i++) {
        const once = input(mutate)
        try {
          inTime(once)
        } catch (error) {
          refused++
          if ((error as Error).name !== errorName) throw new Error(`seed ${SEED}, run ${i}`, { cause: error })
          if ((error as Error).message.length <= 15) throw new Error(`seed ${SEED}, run ${i} says too little`)
        }
      }
      expect(refused).toBeGreaterThan(RUNS / 10)
      expect(largest()).toBeLessThanOrEqual(bytes)
    },
    TIMEOUT,
  )
}

describe('malformed input', () => {
  const manifestBytes = tiny.files.get('manifest.json')!
  const item = { path: 'manifest.0.json', bytes: 4000, sha256: '0'.repeat(64) }
  const rollout = { formatVersion: 2, rollout: { share: 0.1, previous: item, next: item } }
  const whole = (file: Uint8Array) => 16 * (file.length + 1024)

  survives('manifest, by value', 'ModelInvalid', LIMITS.manifestBytes, ({ value }) => {
    const broken = json(value(manifest))
    return () => {
      const { files } = readManifest(broken)
      const total = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
      expect(total).toBeLessThanOrEqual(LIMITS.modelBytes)
    }
  })
  survives('manifest, by byte', 'ModelInvalid', LIMITS.manifestBytes, ({ bytes }) => {
    const broken = bytes(manifestBytes)
    return () => readManifest(broken)
  })
  survives('rollout', 'ModelInvalid', LIMITS.manifestBytes, ({ value }) => {
    const broken = json(value(rollout))
    return () => readRollout(broken)
  })
  const items = JSON.parse(new TextDecoder().decode(fileOf('items')))
  survives('item columns', 'ModelInvalid', whole(fileOf('items')), ({ value }) => {
    const broken = json(value(items))
    return () => readCatalogue(broken, TINY_ITEMS)
  })
  survives('weights', 'ModelInvalid', whole(fileOf('weights')), ({ bytes }) => {
    const broken = bytes(fileOf('weights'))
    return () => decodeWeights(broken, manifest)
  })
  survives('weights that the manifest lists', 'ModelInvalid', LIMITS.manifestBytes, ({ value }) => {
    const broken = json({ ...manifest, weights: value(manifest.weights) })
    return () => decodeWeights(fileOf('weights'), readManifest(broken))
  })
  survives('item table', 'ModelInvalid', whole(fileOf('table')), ({ bytes }) => {
    const broken = bytes(fileOf('table'))
    return () => decodeTable(broken, manifest)
  })
  for (const size of ['int4', 'pq'] as const) {
    const { manifest, files } = packed[size]
    const table = files.get(manifest.files.table.path)!
    survives(`item table, ${size}`, 'ModelInvalid', whole(table), ({ bytes }) => {
      const broken = bytes(table)
      return () => decodeTable(broken, manifest)
    })
    survives(
      `item table, ${size}, by what the manifest says of it`,
      'ModelInvalid',
      LIMITS.manifestBytes,
      ({ value }) => {
        const broken = json({ ...manifest, table: value(manifest.table) })
        return () => decodeTable(table, readManifest(broken))
      },
    )
  }
  survives('neighbours', 'ModelInvalid', whole(fileOf('neighbours')), ({ bytes }) => {
    const broken = bytes(fileOf('neighbours'))
    return () => decodeNeighbours(broken, manifest.items)
  })
  const checkpoint = encodeCheckpoint({ meta: { epoch: 1 }, arrays: { a: Float32Array.from([1, 2, 3]) } })
  survives('checkpoint', 'ModelInvalid', whole(checkpoint), ({ bytes }) => {
    const broken = bytes(checkpoint)
    return () => decodeCheckpoint(broken)
  })
  const sent = [{ item: 'P1', event: 'view_item', time: 1.7e12, price: 3, quantity: 1, key: 'a' }]
  survives('interactions sent to the worker', 'InvalidEvent', LIMITS.manifestBytes, ({ value }) => {
    const broken = value(sent)
    return () => checkInteractions(broken)
  })

  const event = {
    currency: 'EUR',
    value: '12.00',
    items: [{ item_id: 'P1', price: '12.00', quantity: 1 }, { item_id: 'P2' }],
  }
  it(
    `events of a page: ${RUNS} malformed inputs`,
    () => {
      const { pick, value } = createMutator(SEED, STRANGER)
      let wrong = 0
      for (let i = 0; i < RUNS; i++) {
        const name = pick(['view_item', 'purchase', 'search', 'rate_item', 7, null])
        const params = value(event)
        const reading = inTime(() => interactionsFromEvent(name, params, 1.7e12))
        for (const error of reading.errors) if (error.name !== 'InvalidEvent') throw error
        for (const { item } of reading.interactions) if (item !== undefined) expect(item.length).toBeGreaterThan(0)
        wrong += reading.errors.length
      }
      expect(wrong).toBeGreaterThan(RUNS / 10)
    },
    TIMEOUT,
  )

  it(
    `entries of a data layer: ${RUNS} malformed ones`,
    () => {
      const throwing = new Proxy({}, { get: () => fail(), has: () => fail(), ownKeys: () => fail() })
      const { proxy: revoked, revoke } = Proxy.revocable({}, {})
      revoke()
      const late = Object.defineProperty({}, 'items', { get: fail, enumerable: false })
      const { value } = createMutator(SEED, [...STRANGER, throwing, revoked, late, () => {}, Symbol('x')])
      const host: { dataLayer?: unknown[] } = {}
      vi.stubGlobal('window', host)
      const errors: Error[] = []
      let read = 0
      const emitAs = () => (name: string, params: unknown) => {
        const reading = interactionsFromEvent(name, params, 1)
        read += reading.interactions.length
        errors.push(...reading.errors)
      }
      const page = { emitAs, fromNow: false, report: (error: Error) => errors.push(error) } as unknown as Page
      dataLayer(page)(emitAs())
      const layer = host.dataLayer!
      for (let i = 0; i < RUNS; i++) {
        const entry = value(i % 2 ? { event: 'view_item', ecommerce: event } : ['event', 'add_to_cart', event])
        inTime(() => layer.push(entry))
        // A page's own array grows for ever; here only what was read counts.
        layer.length = 0
        for (const error of errors.splice(0)) if (error.name !== 'InvalidEvent') throw error
      }
      expect(read).toBeGreaterThan(RUNS / 10)
    },
    TIMEOUT,
  )

  it(
    `messages to the worker: ${RUNS} malformed ones, and it goes on answering`,
    async () => {
      const mutate = createMutator(
        SEED,
        STRANGER.filter((value) => typeof value !== 'function'),
      )
      // Without weights no backend starts: what is looked at is the surface.
      const weights = manifest.files.weights.path
      vi.stubGlobal('fetch', async (url: URL) => {
        const bytes = tiny.files.get(url.pathname.slice('/model/'.length))
        const isThere = bytes && !url.pathname.endsWith(weights)
        return isThere ? new Response(bytes as Uint8Array<ArrayBuffer>) : new Response(null, { status: 404 })
      })
      const scope = new EventTarget() as EventTarget & { postMessage(message: Reply): void }
      const waiting = new Map<unknown, (reply: Reply) => void>()
      scope.postMessage = (message) => waiting.get(message?.id)?.(message)
      startEngine(scope)
      const send = (data: unknown) => scope.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) }))
      let calls = 0
      function ask(method: string, args: unknown[], change: (message: object) => unknown = (it) => it) {
        const id = ++calls
        const argumentList = args.map((value) => ({ type: 'RAW', value }))
        const reply = new Promise<Reply>((resolve) => waiting.set(id, resolve))
        const message = change({ id, type: 'APPLY', path: [method], argumentList })
        send(message)
        return { reply: reply.finally(() => waiting.delete(id)), isWhole: isWhole(message, id) }
      }
      const options = {
        ...{ protocolVersion: PROTOCOL_VERSION, model: 'https://cdn.example/model/', database: 'fuzz' },
        ...{
          backend: 'cpu',
          learn: false,
          purposes: { store: true, learn: true },
          keep: { days: 9, interactions: 900 },
        },
      }
      const methods: Record<string, unknown[]> = {
        init: [options],
        track: [sent],
        recommend: [{ kind: 'for-you', count: 5, filter: 'price < 3', pin: [{ id: 'i1', place: 1 }], rules: [] }],
        choose: [{ slot: 'a', options: ['x', { id: 'y', filter: 'price < 5' }] }],
        outlook: [],
        inspect: [
          { kind: 'similar', seed: 'i1' },
          { without: [1], and: sent },
        ],
        status: [],
        learn: [],
        exportData: [],
        importData: [{ format: 'penchant-export', version: 1, interactions: sent }],
        forget: [[1]],
        pause: [false],
      }
      await ask('init', [options]).reply
      let refused = 0
      for (let i = 0; i < RUNS; i++) {
        const method = mutate.pick(Object.keys(methods))
        if (i % 3 === 0) {
          // The message itself: what is no call is not answered.
          const { reply, isWhole } = ask(method, methods[method], (message) => hostile(mutate, message))
          if (isWhole) await reply
        } else {
          const args = mutate.value(methods[method])
          const { reply, isWhole } = ask(method, Array.isArray(args) ? args : [args])
          const { type, value } = isWhole ? await reply : { type: 'RAW', value: undefined }
          if (type !== 'HANDLER') continue
          refused++
          const { name, stack } = value!.value
          if (!(ERROR_NAMES as readonly string[]).includes(name)) throw new Error(`seed ${SEED}, run ${i}: ${stack}`)
        }
        if (i % 500 === 499) {
          await ask('erase', []).reply
          await ask('init', [options]).reply
        }
      }
      expect(refused).toBeGreaterThan(RUNS / 10)
      expect(await ask('status', []).reply).toMatchObject({ type: 'RAW', value: { model: { name: 'tiny' } } })
      expect(await ask('recommend', [{ count: 3 }]).reply).toMatchObject({ value: { items: { length: 3 } } })
    },
    TIMEOUT,
  )
})

interface Reply {
  id?: unknown
  type: string
  value?: { value: Error }
}

function fail(): never {
  throw new Error('a getter of the page')
}

/** Whether the worker owes an answer under this id. */
function isWhole(message: unknown, id: number): boolean {
  const { type, path, argumentList, ...rest } = (message ?? {}) as Record<string, unknown>
  const isList = Array.isArray(argumentList) && argumentList.every((each) => each?.type === 'RAW')
  return (
    rest.id === id &&
    type === 'APPLY' &&
    Array.isArray(path) &&
    path.length === 1 &&
    typeof path[0] === 'string' &&
    Object.hasOwn(METHODS, path[0]) &&
    isList
  )
}

const METHODS = Object.fromEntries(
  [
    'init',
    'track',
    'recommend',
    'choose',
    'outlook',
    'inspect',
    'status',
    'learn',
    'exportData',
    'importData',
    'forget',
    'pause',
    'erase',
  ].map((name) => [name, true]),
)

/** comlink's other messages, and broken ones. */
function hostile({ pick, value }: ReturnType<typeof createMutator>, message: object): unknown {
  const paths = [
    ['constructor'],
    ['track', 'constructor'],
    ['__proto__', 'status'],
    ['__proto__'],
    [],
    'track',
    [['track']],
  ]
  return pick([
    () => value(message),
    () => ({ ...message, path: pick(paths) }),
    () => ({
      ...message,
      type: pick(['SET', 'GET', 'CONSTRUCT', 'ENDPOINT', 'RELEASE']),
      value: { type: 'RAW', value: 1 },
    }),
    () => ({ ...message, type: 'SET', path: ['__proto__', 'polluted'], value: { type: 'RAW', value: 1 } }),
    () => ({ ...message, argumentList: pick([[{ type: 'HANDLER', name: 'proxy', value: 1 }], 7, null, [null]]) }),
  ])()
}
