import type { EngineApi, EngineOptions, Interaction } from '@penchant/protocol'
import { expose } from 'comlink'
import { IDBFactory } from 'fake-indexeddb'
import { vi } from 'vitest'
import { engineStatus } from './engine-status.ts'

/** What outlives a worker: interactions, each once by its key. */
export interface Device {
  stored: Interaction[]
  paused: boolean
  /** As it was told last. */
  lowBattery?: boolean
}

/** An engine that recommends what it has stored, newest first. */
function createEngine(device: Device): EngineApi {
  const status = async () => ({ ...engineStatus(device.stored.length), paused: device.paused })
  return {
    async init(options) {
      device.paused ||= options.paused === true
      device.lowBattery = options.lowBattery
      return status()
    },
    status,
    learn: status,
    importData: async () => ({ added: 0, known: 0, expired: 0, refused: [] }),
    async forget(what) {
      const ids = what as number[]
      device.stored = device.stored.filter((_, index) => !ids.includes(index + 1))
      return status()
    },
    async pause(on) {
      device.paused = on
      return status()
    },
    async lowBattery(isLow) {
      device.lowBattery = isLow
      return status()
    },
    async track(interactions) {
      if (!device.paused)
        for (const interaction of interactions) {
          if (!device.stored.some(({ key }) => key === interaction.key)) device.stored.push(interaction)
        }
      return status()
    },
    async recommend({ kind = 'for-you' }) {
      const items = device.stored.map(({ item }) => ({ item: { id: item! }, score: 1, reasons: [] })).reverse()
      return { id: 'r1', kind, items, source: 'model', took: 1 }
    },
    // The shop's own would be the first.
    choose: async ({ slot, options }) => ({
      id: 'choice:1',
      slot,
      option: String(options.at(-1)),
      propensity: 0.5,
      source: 'bandit',
    }),
    outlook: async () => ({ purchase: 0.25, abandonment: null }),
    inspect: async () => ({ source: 'model', items: [], sequence: [], encodeTime: null, scoreTime: null }),
    async exportData() {
      const interactions = device.stored.map((interaction, index) => ({ ...interaction, id: index + 1, session: 1 }))
      return {
        format: 'penchant-export',
        version: 1,
        exportedAt: '',
        audit: { verdict: 'person', reasons: [], leftOut: 0 },
        interactions,
        slots: [],
        adapter: null,
        adapterBase: null,
      }
    },
    async erase() {
      device.stored = []
      device.paused = false
    },
  }
}

/** One side of a channel: copies what it passes on, as a real one does, and needs no clock. */
class Port extends EventTarget {
  other?: Port
  postMessage(message: unknown): void {
    const data = structuredClone(message)
    queueMicrotask(() => this.other?.dispatchEvent(new MessageEvent('message', { data })))
  }
}

/** A worker with a real comlink on both sides. */
export class FakeWorker extends Port {
  readonly url: string
  terminated = false
  /** Options of `init`, once it was called. */
  options?: EngineOptions
  private readonly inside = new Port()

  constructor(url: string, engine: EngineApi) {
    super()
    this.url = url
    this.other = this.inside
    this.inside.other = this
    const init: EngineApi['init'] = (options) => {
      this.options = options
      return engine.init(options)
    }
    expose({ ...engine, init }, this.inside as unknown as Worker)
  }

  /** What the worker sends outside comlink's calls. */
  send(message: unknown): void {
    this.inside.postMessage(message)
  }

  /** Neither hears nor answers any more. */
  hang(): void {
    this.other = undefined
    this.inside.other = undefined
  }

  /** Dies as a browser tells it: with an `error` event, which has a message only if the script threw. */
  crash(message?: string): Event {
    this.hang()
    const event = Object.assign(new Event('error', { cancelable: true }), { message })
    this.dispatchEvent(event)
    return event
  }

  terminate(): void {
    this.terminated = true
    this.hang()
  }
}

export interface FakePage {
  window: EventTarget & Record<string, unknown>
  /** Every worker the page has started, in order. */
  workers: FakeWorker[]
  readonly worker: FakeWorker
  device: Device
  /** What the next workers do instead; gets the worker it belongs to. */
  engine: {
    [K in keyof EngineApi]?: (worker: FakeWorker, ...args: Parameters<EngineApi[K]>) => ReturnType<EngineApi[K]>
  }
}

/** Stands in for a browser's page in plain Node, with fake timers; `leavePage` takes it down. */
export function openPage(privacy: { globalPrivacyControl?: boolean; doNotTrack?: string } = {}): FakePage {
  const workers: FakeWorker[] = []
  const page: FakePage = {
    window: new EventTarget() as FakePage['window'],
    workers,
    get worker() {
      return workers.at(-1)!
    },
    device: { stored: [], paused: false },
    engine: {},
  }
  class PageWorker extends FakeWorker {
    constructor(url: string) {
      const plain = createEngine(page.device)
      const replaced = Object.entries(page.engine).map(([name, run]) => [
        name,
        (...args: unknown[]) => (run as (...args: unknown[]) => unknown)(this, ...args),
      ])
      super(url, { ...plain, ...Object.fromEntries(replaced) })
      workers.push(this)
    }
  }
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.stubGlobal('window', page.window)
  vi.stubGlobal('document', { baseURI: 'https://shop.example/page/' })
  vi.stubGlobal('location', { origin: 'https://shop.example' })
  vi.stubGlobal('navigator', { webdriver: false, ...privacy })
  vi.stubGlobal('Worker', PageWorker)
  vi.stubGlobal('indexedDB', new IDBFactory())
  return page
}

export function leavePage(): void {
  vi.unstubAllGlobals()
  vi.useRealTimers()
}

/** Lets everything happen that needs no more than `milliseconds`. */
export async function pass(milliseconds = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds)
}
