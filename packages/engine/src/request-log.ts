import type { EngineRequest } from '@penchant/protocol'

export interface RequestLog {
  add(request: EngineRequest): void
  /** Every request so far, in order. */
  list(): EngineRequest[]
}

/**
 * What the engine asked the network for. The model's files are recorded as they are fetched; what the
 * browser fetches on the engine's behalf, its own code and the backend's, is read from the browser.
 */
export function createRequestLog(): RequestLog {
  const own: (EngineRequest & { started: number })[] = []
  return {
    add: (request) => own.push({ ...request, started: performance.now() - request.milliseconds }),
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
