import type { EventParams, ExportedData, PersonalizerStatus, RecommendationResponse, ShopRequest } from 'penchant'
import type { ShopPersonalizer } from './shop-personalizer.ts'

/** `window.penchant`, the stub or what took its place: both take the same calls. */
interface TagGlobal {
  (command: 'track', name: string, params?: EventParams): void
  (command: 'recommend', request: ShopRequest | undefined, callback: (answer: RecommendationResponse) => void): unknown
  (command: 'consent', decision: 'grant' | 'deny'): void
  (command: 'on', what: 'status', listener: (status: PersonalizerStatus) => void): unknown
  (command: 'learn', callback: () => void): unknown
  (command: 'export', callback: (data: ExportedData | null) => void): unknown
  (command: 'erase', callback: (gone: boolean) => void): unknown
}

/** The SDK answers sooner than this, whatever happens; only a script that never came does not. */
const LONGEST_WAIT = 20_000

/** The SDK behind its script tag, which may still be on its way or never come. */
export function personalizerByTag(): ShopPersonalizer {
  // Read anew at each call: the SDK replaces the stub when it arrives.
  const penchant: TagGlobal = ((...call: Parameters<TagGlobal>) =>
    (window as unknown as { penchant: TagGlobal }).penchant(...call)) as TagGlobal

  function answer<T>(ask: (callback: (value: T) => void) => unknown, instead: T): Promise<T> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(instead), LONGEST_WAIT)
      ask((value) => {
        clearTimeout(timer)
        resolve(value)
      })
    })
  }

  let status: PersonalizerStatus = {
    state: 'idle',
    consent: 'pending',
    decidedBy: 'option',
    purposes: { store: false, personalise: false, learn: false, export: false },
    identified: false,
    queued: 0,
    dropped: 0,
    message: 'The script of the SDK has not arrived yet.',
    engine: null,
  }
  const listeners = new Set<() => void>()
  penchant('on', 'status', (next) => {
    status = next
    for (const listener of listeners) listener()
  })

  return {
    track: (name, params) => penchant('track', name, params),
    recommend: (request) =>
      answer<RecommendationResponse>((callback) => penchant('recommend', request, callback), {
        id: '',
        kind: request?.kind ?? 'for-you',
        items: [],
        source: 'shop-order',
        took: 0,
      }),
    getSnapshot: () => status,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    learn: () => answer<void>((callback) => penchant('learn', callback), undefined),
    export: () => answer<ExportedData | null>((callback) => penchant('export', callback), null),
    erase: () => answer<boolean>((callback) => penchant('erase', callback), false),
    consent: {
      grant: () => penchant('consent', 'grant'),
      async deny() {
        penchant('consent', 'deny')
        return true
      },
    },
  }
}
