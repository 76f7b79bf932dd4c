import { startEngine } from '../src/start-engine.ts'
import { publishTiny } from './publish-tiny.ts'

/** What a test wants of this worker, in the worker's `name`. */
export interface TinyWorkerSetting {
  /** Seed of the published model: another seed is another base. */
  seed?: number
  /** No network, but for the engine's own code. */
  offline?: boolean
  /** Co-visitation and memory take no part in the score. */
  modelAlone?: boolean
}

const { seed = 1, offline = false, modelAlone = false } = JSON.parse(self.name || '{}') as TinyWorkerSetting
const nothing = { coVisitation: 0, coVisitationDecay: 0, memory: 0, memoryDecay: 0 }
const tiny = publishTiny(modelAlone ? { seed, mix: nothing } : { seed })
const realFetch = self.fetch

// The engine for real, but for the network between it and the published folder.
self.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input, location.href)
  if (!url.pathname.startsWith('/tiny-model/')) return realFetch(input, init)
  if (offline) throw new TypeError('Failed to fetch')
  const bytes = (await tiny).files.get(url.pathname.slice('/tiny-model/'.length))
  return bytes ? new Response(bytes as Uint8Array<ArrayBuffer>) : new Response(null, { status: 404 })
}

startEngine(self)
