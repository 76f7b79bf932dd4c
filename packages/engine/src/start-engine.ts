import type { EngineStatus, StatusMessage } from '@penchant/protocol'
import { type Endpoint, expose } from 'comlink'
import { createEngine } from './engine.ts'

/** Answers the page's calls in a dedicated worker, and posts the status when it changes by itself. */
export function startEngine(scope: Endpoint): void {
  const post = (status: EngineStatus) => {
    const message: StatusMessage = { type: 'penchant:status', status }
    scope.postMessage(message)
  }
  expose(createEngine(post), scope)
}
