import type { EngineRequest } from '@penchant/protocol'

export interface RequestLog {
  add(request: EngineRequest): void
  /** The newest 1,000 requests of our own and what the browser remembers of its own, in order. */
  list(): EngineRequest[]
}

/** A page that is never left and has no network asks again and again. */
const KEPT = 1000

/**
 * What the engine asked the network for. The model's files are recorded as they are fetched; what the
 * browser fetches on the engine's behalf, its own code and the backend's, is read from the browser.
 */
export function createRequestLog(): RequestLog {
  const own: (EngineRequest & { started: number })[] = []
  return {
    add(request) {
      own.push({ ...request, started: performance.now() - request.milliseconds })
      if (own.length > KEPT) own.shift()
    },
    list() {
      const known = new Set(own.map((request) => request.url))
      const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      const others = resources
        .filter(({ name }) => !known.has(name))
        .map(({ name, encodedBodySize, decodedBodySize, transferSize, duration, startTime }) => ({
          url: name,
          bytes: encodedBodySize,
          milliseconds: duration,
          fromCache: transferSize === 0 && decodedBodySize > 0,
          started: startTime,
        }))
      return [...own, ...others].sort((a, b) => a.started - b.started).map(({ started: _, ...request }) => request)
    },
  }
}
