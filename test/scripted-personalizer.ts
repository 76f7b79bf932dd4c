import type { EngineStatus, Personalizer, PersonalizerStatus, Recommendation, ShopRequest } from 'penchant'

interface Question {
  request: ShopRequest
  /** The engine recommends these. */
  answer(...ids: string[]): void
  /** Nobody could answer: the SDK gives the shop's own order. */
  giveUp(): void
  /** What no personalizer may do. */
  reject(): void
}

/** A personalizer whose engine a test plays: each question waits until the test answers it. */
export interface ScriptedPersonalizer extends Personalizer {
  questions: Question[]
  tracked: unknown[][]
  /** How many listen. */
  listeners: number
  set(change: Partial<PersonalizerStatus>): void
}

export function engineWith(interactions: number): EngineStatus {
  return {
    model: { name: 'test', hash: '00', items: 3, bytes: 1 },
    backend: { inference: 'cpu', training: 'cpu', reason: 'test' },
    storage: 'indexeddb',
    storageProblem: '',
    persisted: null,
    scorer: 'javascript',
    interactions,
    sessions: 1,
    paused: false,
    audit: { verdict: 'person', reasons: [], leftOut: 0 },
    waits: '',
    adapter: { state: 'base', base: null, version: 0 },
    learning: [],
    timings: { start: 0, lastEncode: null, lastScore: null, lastRecommend: null },
    requests: [],
  } as EngineStatus
}

const ALL = { store: true, personalise: true, learn: true, export: true }
const NOTHING = { store: false, personalise: false, learn: false, export: false }

/** Consent is given and the engine is up, unless `change` says otherwise. */
export function scriptedPersonalizer(change: Partial<PersonalizerStatus> = {}): ScriptedPersonalizer {
  const listeners = new Set<() => void>()
  let status: PersonalizerStatus = {
    state: 'ready',
    consent: 'granted',
    decidedBy: 'option',
    purposes: ALL,
    identified: false,
    queued: 0,
    dropped: 0,
    message: '',
    engine: engineWith(0),
    ...change,
  }
  const scripted: Omit<ScriptedPersonalizer, 'consent'> = {
    questions: [],
    tracked: [],
    get listeners() {
      return listeners.size
    },
    set(change) {
      status = { ...status, ...change }
      for (const listener of [...listeners]) listener()
    },
    track: (...call) => void scripted.tracked.push(call),
    recommend: (request = {}) =>
      new Promise((resolve, reject) => {
        const id = `r${scripted.questions.length + 1}`
        const { kind = 'for-you' } = request
        scripted.questions.push({
          request,
          answer(...ids) {
            const items = ids.map(
              (item, i): Recommendation => ({
                item: { id: item },
                score: 1 / (i + 1),
                reasons: [{ kind: 'popular', weight: Math.random() }],
                attribution: `${id}:${i + 1}`,
              }),
            )
            resolve({ id, kind, items, source: 'model', took: 1 })
          },
          giveUp: () => resolve({ id: 'shop-order', kind, items: [], source: 'shop-order', took: 0 }),
          reject: () => reject(new Error('played by a test')),
        })
      }),
    choose: async ({ slot }) => ({ id: 'shop-order', slot, option: '', propensity: 1, source: 'shop-order' }),
    identify: async () => true,
    outlook: async () => null,
    inspect: async () => null,
    watch: () => () => {},
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    getSnapshot: () => status,
    learn: async () => {},
    forget: async () => true,
    pause: async () => true,
    export: async () => null,
    import: async () => null,
    erase: async () => true,
    destroy() {},
  }
  return Object.assign(scripted, {
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
      grant: (purposes = {}) => scripted.set({ consent: 'granted', purposes: { ...ALL, ...purposes } }),
      async deny() {
        scripted.set({ consent: 'denied', purposes: NOTHING })
        return true
      },
    },
  }) as ScriptedPersonalizer
}

/** Everything that waits for no more than promises, and what the browser paints after it, is done. */
export async function settled(): Promise<void> {
  for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
}
