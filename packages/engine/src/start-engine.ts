import type { EngineStatus, StatusMessage } from '@penchant/protocol'
import { type Endpoint, expose } from 'comlink'
import { createEngine } from './engine.ts'
import { isCall } from './is-call.ts'
import type { Plugs } from './plugs.ts'

/**
 * Answers the page's calls in a dedicated worker, and posts the status when it changes by itself.
 *
 * @param scope the worker's `self`
 */
export function startEngine(scope: EventTarget, plugs: Plugs = {}): void {
  const endpoint = scope as unknown as Endpoint
  const post = (status: EngineStatus) => {
    const message: StatusMessage = { type: 'penchant:status', status }
    endpoint.postMessage(message)
  }
  const engine = createEngine(post, plugs)
  const methods = Object.keys(engine)
  scope.addEventListener('message', (event) => {
    if (!isCall((event as MessageEvent).data, methods)) event.stopImmediatePropagation()
  })
  expose(engine, endpoint)
}
