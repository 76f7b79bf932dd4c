import type { EngineStatus, StoredInteraction } from '@penchant/protocol'
import type {
  Item,
  Personalizer,
  PersonalizerStatus,
  Recommendation,
  RecommendationResponse,
  ShopRequest,
} from 'penchant'

/** A personalizer whose engine a test plays: it answers when it is told to, and keeps what it hears. */
export interface FakePersonalizer extends Personalizer {
  asked: ShopRequest[]
  tracked: { name: string; params: Record<string, unknown> }[]
  /** What the device holds. */
  stored: StoredInteraction[]
  catalogue: Map<string, Item>
  /** Answers the recommendations asked for, from now on by `items`; before, questions wait. */
  answer(items: Recommendation[], more?: Partial<RecommendationResponse>): Promise<void>
  set(change: Partial<PersonalizerStatus>): void
}

export const item = (id: string, more: Partial<Item> = {}): Item => ({
  id,
  title: `Item ${id}`,
  url: `/p/${id}`,
  price: 10,
  brand: 'Brand',
  category: ['All', `Kind ${id.charCodeAt(0) % 2}`],
  ...more,
})

export const recommendation = (id: string, more: Partial<Item> = {}, place = 1): Recommendation => ({
  item: item(id, more),
  score: 1 / place,
  reasons: [{ kind: 'interaction', item: 'seen', weight: 1 }],
  attribution: `r1:${place}`,
})

const engineOf = (interactions: number, paused: boolean): EngineStatus => ({
  model: { name: 'test', hash: '00', items: 3, bytes: 1 },
  backend: { inference: 'cpu', training: 'cpu', reason: 'test' },
  storage: 'indexeddb',
  storageProblem: '',
  persisted: null,
  scorer: 'javascript',
  interactions,
  sessions: 1,
  paused,
  audit: { verdict: 'person', reasons: [], leftOut: 0 },
  waits: '',
  adapter: { state: 'base', base: null, version: 0 },
  learning: [],
  timings: { start: 0, lastEncode: null, lastScore: null, lastRecommend: null },
  requests: [],
})

export function fakePersonalizer(consent: PersonalizerStatus['consent'] = 'granted'): FakePersonalizer {
  const listeners = new Set<() => void>()
  let status: PersonalizerStatus = {
    state: 'ready',
    consent,
    decidedBy: 'option',
    purposes: { store: true, personalise: true, learn: true, export: false },
    identified: false,
    queued: 0,
    dropped: 0,
    message: '',
    engine: null,
  }
  let give: ((request: ShopRequest) => RecommendationResponse) | undefined
  let waiting: (() => void)[] = []

  const fake: FakePersonalizer = {
    asked: [],
    tracked: [],
    stored: [],
    catalogue: new Map(),
    set(change) {
      status = { ...status, ...change }
      for (const listener of [...listeners]) listener()
    },
    async answer(items, more) {
      give = ({ kind = 'for-you' }) => ({ id: 'r1', kind, items, source: 'model', took: 1, ...more })
      for (const go of waiting.splice(0)) go()
      await settled()
    },
    track: (name, params) => fake.tracked.push({ name, params: (params ?? {}) as Record<string, unknown> }),
    async recommend(request = {}) {
      if (request.kind === 'recently-viewed') {
        const items = [...fake.catalogue.values()].map((item) => ({ item, score: 1, reasons: [] }))
        return { id: 'known', kind: 'recently-viewed', items, source: 'history', took: 1 }
      }
      fake.asked.push(request)
      if (!give) await new Promise<void>((resolve) => waiting.push(resolve))
      return give!(request)
    },
    choose: async ({ slot }) => ({ id: 'shop-order', slot, option: '', propensity: 1, source: 'shop-order' }),
    identify: async () => true,
    outlook: async () => null,
    inspect: async () => null,
    watch: () => () => {},
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => status,
    learn: async () => {},
    export: async () => ({
      format: 'penchant-export',
      version: 1,
      exportedAt: '',
      audit: { verdict: 'person', reasons: [], leftOut: 0 },
      interactions: structuredClone(fake.stored),
      slots: [],
      adapter: null,
      adapterBase: null,
    }),
    import: async () => null,
    async forget(what) {
      const ids = what as number[]
      fake.stored = fake.stored.filter(({ id }) => !ids.includes(id))
      refresh()
      return true
    },
    async pause(on) {
      fake.set({ engine: engineOf(fake.stored.length, on) })
      return true
    },
    async erase() {
      fake.stored = []
      refresh()
      return true
    },
    consent: {
      get state() {
        return status.consent
      },
      get purposes() {
        return status.purposes
      },
      get signal() {
        return status.decidedBy
      },
      grant: () => fake.set({ consent: 'granted', engine: engineOf(fake.stored.length, false) }),
      async deny() {
        fake.stored = []
        fake.set({ consent: 'denied', engine: null })
        return true
      },
    },
    destroy() {},
  }
  const refresh = () => fake.set({ engine: engineOf(fake.stored.length, status.engine?.paused ?? false) })
  waiting = []
  if (consent === 'granted') status = { ...status, engine: engineOf(0, false) }
  return fake
}

/** Everything that waits for no more than promises, and what the browser paints after it, is done. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => requestAnimationFrame(resolve))
}
