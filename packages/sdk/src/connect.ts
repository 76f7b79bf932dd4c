import { type EngineApi, type EngineStatus, penchantError, type StatusMessage } from '@penchant/protocol'
import { type Remote, wrap } from 'comlink'
import { withTimeout } from './with-timeout.ts'

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

/** comlink never hears that a worker is gone, so that is listened for here. */
export function connect(worker: Worker, listeners: Listeners): Connection {
  const engine: Remote<EngineApi> = wrap<EngineApi>(worker)
  const waiting = new Set<(reason: Error) => void>()

  worker.addEventListener('message', ({ data }: MessageEvent<StatusMessage | undefined>) => {
    if (data?.type === 'penchant:status') listeners.status(data.status)
  })
  for (const type of ['error', 'messageerror']) {
    worker.addEventListener(type, (event) => {
      // Otherwise the browser hands the error on to the page's own `window.onerror`.
      event.preventDefault()
      const { message } = event as ErrorEvent
      listeners.broken(
        penchantError(
          'WorkerUnavailable',
          message
            ? `The worker failed: ${message}`
            : 'The worker could not be loaded. Check that its address answers, with CORS from another origin, and that worker-src of the Content-Security-Policy allows that origin and blob:, or host it on your own origin and pass workerUrl.',
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
      let gone: (reason: Error) => void
      const answer = new Promise<Answer<K>>((resolve, reject) => {
        gone = reject
        waiting.add(gone)
        const remote = engine[method] as unknown as (...args: Parameters<EngineApi[K]>) => Promise<Answer<K>>
        remote(...args).then(resolve, reject)
      })
      return withTimeout(answer, milliseconds, method).finally(() => waiting.delete(gone))
    },
    close(reason) {
      worker.terminate()
      for (const reject of waiting) reject(reason)
      waiting.clear()
    },
  }
}
