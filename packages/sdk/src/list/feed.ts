import type { Recommendation } from '@penchant/protocol'
import type { ShopRequest } from '../check-request.ts'
import type { Personalizer } from '../personalizer.ts'

export interface FeedSnapshot {
  /** `idle`: nothing was asked yet. `ended`: there is no more. */
  status: 'idle' | 'loading' | 'ready' | 'ended'
  /** Everything so far, from the top. What a visitor has seen neither moves nor comes again. */
  recommendations: readonly Recommendation[]
}

/** A list without an end: each part goes on where the last one ended, from what the visitor has done by then. */
export interface Feed {
  /** The same object until something in it changes. */
  getSnapshot(): FeedSnapshot
  /** Calls `listener` whenever the snapshot has become another. @returns unsubscribes. */
  subscribe(listener: () => void): () => void
  /** Asks for the next `count`; while an answer is awaited, or at the end, it asks for nothing. Never rejects. */
  more(): Promise<void>
}

export const NO_FEED: FeedSnapshot = { status: 'idle', recommendations: [] }

/** As many as a request may name; nobody scrolls further. */
const LONGEST = 5000

/**
 * @param request of any kind that is chosen from the catalogue, e.g. `{ kind: 'for-you', count: 12 }`; where nothing can
 * be recommended its `fallback` goes on in the shop's order
 */
export function createFeed(personalizer: Personalizer | null | undefined, request: ShopRequest | null): Feed {
  const listeners = new Set<() => void>()
  const known = new Set<string>()
  let snapshot = NO_FEED
  let asking: Promise<void> | null = null

  function show(status: FeedSnapshot['status'], next: readonly Recommendation[] = []): void {
    snapshot = { status, recommendations: [...snapshot.recommendations, ...next] }
    for (const listener of [...listeners]) listener()
  }

  async function ask(): Promise<void> {
    show('loading')
    let answered: readonly Recommendation[] = []
    try {
      answered = (await personalizer!.recommend({ ...request, after: [...known] })).items
    } catch {
      // A personalizer never rejects; one that the shop wrapped may.
    }
    const next = answered.filter(({ item }) => !known.has(item.id)).slice(0, LONGEST - known.size)
    for (const { item } of next) known.add(item.id)
    show(next[0] && known.size < LONGEST ? 'ready' : 'ended', next)
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async more() {
      if (!personalizer || !request || snapshot.status === 'ended') return
      asking ??= ask().finally(() => {
        asking = null
      })
      await asking
    },
  }
}
