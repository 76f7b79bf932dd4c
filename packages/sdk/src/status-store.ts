import type { PersonalizerStatus } from '@penchant/protocol'

/** What `useSyncExternalStore` asks for: the snapshot is the same object until something in it changes. */
export interface StatusStore {
  getSnapshot(): PersonalizerStatus
  /** @returns unsubscribes. */
  subscribe(listener: () => void): () => void
  set(change: Partial<PersonalizerStatus>): void
}

export function createStatusStore(initial: PersonalizerStatus, onError: (error: Error) => void): StatusStore {
  let snapshot = initial
  const listeners = new Set<() => void>()
  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      // Wrapped, so that a listener subscribed twice is called twice and each unsubscribes itself alone.
      const entry = () => listener()
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
    set(change) {
      const next = { ...snapshot, ...change }
      if ((Object.keys(next) as (keyof PersonalizerStatus)[]).every((key) => next[key] === snapshot[key])) return
      snapshot = next
      for (const listener of [...listeners]) {
        try {
          listener()
        } catch (error) {
          onError(error as Error)
        }
      }
    },
  }
}
