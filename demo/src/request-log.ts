import type { EngineStatus } from 'penchant'
import { stored } from './stored.ts'

export type LoggedRequest = EngineStatus['requests'][number]

interface Life {
  id: string
  requests: LoggedRequest[]
}

const MOST_LIVES = 60

/** An engine lives as long as its page, or shorter; this keeps its list of requests beyond that. */
export interface RequestLog {
  /** Takes in the list of the engine that runs now. */
  observe(requests: readonly LoggedRequest[]): void
  /** All since consent, oldest first. */
  all(): LoggedRequest[]
  clear(): void
}

export function createRequestLog(name: string): RequestLog {
  const lives = stored<Life[]>('session', name, [], (value) => value.every(({ requests }) => Array.isArray(requests)))
  const newLife = (): Life => ({ id: Math.random().toString(36).slice(2), requests: [] })
  let life = newLife()
  return {
    observe(requests) {
      if (requests.length === life.requests.length) return
      // An engine's list only grows: a shorter one is another engine's.
      if (requests.length < life.requests.length) life = newLife()
      life.requests = [...requests]
      lives.set([...lives.get().filter(({ id }) => id !== life.id), life].slice(-MOST_LIVES))
    },
    all: () => lives.get().flatMap(({ requests }) => requests),
    clear() {
      life = newLife()
      lives.set([])
    },
  }
}
