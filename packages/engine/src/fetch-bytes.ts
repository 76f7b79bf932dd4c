import { type EngineRequest, type PenchantErrorName, penchantError } from '@penchant/protocol'
import { withTimeout } from './with-timeout.ts'

export interface FetchLimits {
  /** Milliseconds without a byte after which an attempt is given up. Default 15 s. */
  stall?: number
  /** Attempts before giving up. Default 3. */
  attempts?: number
  /** Milliseconds before the second attempt; doubles with each further one. Default 400. */
  backoff?: number
}

export interface FetchOptions extends FetchLimits {
  /** The most bytes that are taken. */
  limit: number
  /** `no-cache` asks the server whether a cached copy is still the newest. */
  cache: RequestCache
  /** Rejects what must not be used; the next attempt then goes past the HTTP cache. */
  check?: (bytes: Uint8Array) => Promise<void>
  /** Ends the request at once. */
  signal: AbortSignal
  /** Told of every request, failed ones too. */
  onRequest: (request: EngineRequest) => void
}

/** An error that another attempt would only repeat. */
class Final extends Error {
  constructor(
    override readonly name: PenchantErrorName,
    message: string,
  ) {
    super(message)
  }
}

async function attempt(url: URL, cache: RequestCache, options: FetchOptions): Promise<Uint8Array> {
  const { limit, signal, stall = 15_000, onRequest } = options
  const abort = new AbortController()
  const stop = () => abort.abort()
  signal.addEventListener('abort', stop)
  const started = performance.now()
  let received = 0
  try {
    const response = await withTimeout(
      // `manual`: followed, a redirect might lead to another origin, and `error` does not say that it was one.
      fetch(url, {
        method: 'GET',
        mode: 'cors',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: 'manual',
        cache,
        signal: abort.signal,
      }),
      stall,
      url.href,
    )
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      throw new Final('ModelUnavailable', `${url} redirects: give the address that it leads to`)
    }
    if (!response.ok || !response.body) {
      const message = `${url} answers with status ${response.status}`
      throw response.status >= 500 || response.status === 429
        ? new Error(message)
        : new Final('ModelUnavailable', message)
    }
    const bytes = new Uint8Array(limit)
    const reader = response.body.getReader()
    for (;;) {
      const { done, value } = await withTimeout(reader.read(), stall, url.href)
      if (done) return bytes.subarray(0, received)
      if (received + value.length > limit)
        throw new Final('ModelInvalid', `${url} is longer than the ${limit} bytes allowed`)
      bytes.set(value, received)
      received += value.length
    }
  } finally {
    signal.removeEventListener('abort', stop)
    // Ends what is left of the connection where this attempt was given up; no effect otherwise.
    abort.abort()
    onRequest({ url: url.href, bytes: received, milliseconds: performance.now() - started, fromCache: false })
  }
}

/**
 * One file by GET, without credentials or referrer. Rejects with `Timeout`, `ModelUnavailable`, or
 * what `check` rejects with, after a bounded number of attempts.
 */
export async function fetchBytes(url: URL, options: FetchOptions): Promise<Uint8Array> {
  const { attempts = 3, backoff = 400, signal, check } = options
  for (let tried = 1; ; tried++) {
    if (signal.aborted) throw penchantError('ModelUnavailable', `${url} is no longer wanted`)
    try {
      const bytes = await attempt(url, tried === 1 ? options.cache : 'reload', options)
      await check?.(bytes)
      return bytes
    } catch (error) {
      const { name, message } = error as Error
      if (tried >= attempts || error instanceof Final || signal.aborted) {
        if (name === 'Timeout' || name === 'ModelInvalid') throw error
        throw penchantError('ModelUnavailable', message.includes(url.href) ? message : `${url}: ${message}`, error)
      }
    }
    await new Promise((resolve) => setTimeout(resolve, backoff * 2 ** (tried - 1)))
  }
}
