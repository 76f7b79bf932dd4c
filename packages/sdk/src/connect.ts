import type { EngineApi, EngineStatus, StatusMessage } from '@penchant/protocol'
import { withTimeout } from './with-timeout.ts'
import { workerGone } from './worker-gone.ts'

export type Answer<K extends keyof EngineApi> = Awaited<ReturnType<EngineApi[K]>>

/** One worker, as long as it lives. */
export interface Connection {
  /** Rejects with the engine's own named error, with `Timeout`, or with the reason the worker is gone. */
  call<K extends keyof EngineApi>(method: K, args: Parameters<EngineApi[K]>, milliseconds: number): Promise<Answer<K>>
  /** Ends the worker; whatever still waits for it rejects with `reason`. */
  close(reason: Error): void
}

interface Listeners {
  /** The engine's status changed by itself. */
  status(status: EngineStatus): void
  /** The worker could not be loaded, or something in it threw where nobody caught it. */
  broken(error: Error): void
}

/** What comlink's `expose`, on the worker's side, answers to a call. */
type Reply =
  | { id: number; type: 'RAW'; value: never }
  | { id: number; type: 'HANDLER'; name: 'throw'; value: { value: Error } }

/**
 * Speaks comlink's wire protocol with the worker: calls by name, plain data both ways. comlink's own `wrap` also does
 * proxies, constructors and transfer handlers, 1.6 kB gzip that no call here needs, and never hears that a worker is
 * gone.
 */
export function connect(worker: Worker, listeners: Listeners): Connection {
  const waiting = new Map<number, { resolve(answer: never): void; reject(reason: Error): void }>()
  let calls = 0

  worker.addEventListener('message', ({ data }: MessageEvent<StatusMessage | Reply | undefined>) => {
    if (data?.type === 'penchant:status') return listeners.status(data.status)
    const call = waiting.get(data?.id as number)
    if (data?.type === 'RAW') call?.resolve(data.value)
    if (data?.type === 'HANDLER') call?.reject(Object.assign(new Error(), data.value.value))
  })
  for (const type of ['error', 'messageerror']) {
    worker.addEventListener(type, (event) => {
      // Otherwise the browser hands the error on to the page's own `window.onerror`.
      event.preventDefault()
      const { message } = event as ErrorEvent
      listeners.broken(
        workerGone(
          message
            ? `The worker failed: ${message}`
            : 'The worker could not be loaded. Check that its address answers, with CORS from another origin, and that worker-src of the Content-Security-Policy allows it and blob:, or host it yourself and pass workerUrl.',
        ),
      )
    })
  }

  return {
    call<K extends keyof EngineApi>(
      method: K,
      args: Parameters<EngineApi[K]>,
      milliseconds: number,
    ): Promise<Answer<K>> {
      const id = ++calls
      const answer = new Promise<Answer<K>>((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        const argumentList = args.map((value) => ({ type: 'RAW', value }))
        worker.postMessage({ id, type: 'APPLY', path: [method], argumentList })
      })
      return withTimeout(answer, milliseconds, method).finally(() => waiting.delete(id))
    },
    close(reason) {
      worker.terminate()
      for (const { reject } of waiting.values()) reject(reason)
      waiting.clear()
    },
  }
}
