import { type EngineApi, type EngineStatus, PROTOCOL_VERSION, penchantError } from '@penchant/protocol'
import { checkOptions } from './check-options.ts'
import type { Plugs } from './plugs.ts'
import { show } from './show.ts'
import { openVisit, type Visit } from './visit.ts'

/**
 * The engine as the page sees it. Every call before `init` rejects; `init` after `erase` begins anew.
 *
 * @param onStatus told whenever the status changes by itself
 */
export function createEngine(onStatus: (status: EngineStatus) => void, plugs: Plugs = {}): EngineApi {
  let visit: Promise<Visit> | null = null

  function current(): Promise<Visit> {
    return visit ?? Promise.reject(penchantError('StorageUnavailable', 'nothing is open: call init() first'))
  }

  return {
    async init(given) {
      if (given?.protocolVersion !== PROTOCOL_VERSION) {
        throw penchantError(
          'ProtocolMismatch',
          `the page speaks version ${show(given?.protocolVersion)} and this worker ${PROTOCOL_VERSION}: reload the page`,
        )
      }
      const options = checkOptions(given)
      if (visit && (await visit).ended) visit = null
      const opening = visit ?? openVisit(options, onStatus, plugs)
      visit = opening
      try {
        return await (await opening).status()
      } catch (error) {
        if (visit === opening) visit = null
        throw error
      }
    },
    track: async (interactions) => (await current()).track(interactions),
    recommend: async (request) => (await current()).recommend(request),
    choose: async (request) => (await current()).choose(request),
    outlook: async () => (await current()).outlook(),
    inspect: async (request, whatIf) => (await current()).inspect(request, whatIf),
    status: async () => (await current()).status(),
    learn: async () => (await current()).learn(),
    exportData: async () => (await current()).exportData(),
    importData: async (data) => (await current()).importData(data),
    forget: async (what) => (await current()).forget(what),
    pause: async (on) => (await current()).pause(on),
    lowBattery: async (isLow) => (await current()).lowBattery(isLow),
    async erase() {
      const ending = current()
      visit = null
      await (await ending).erase()
    },
  }
}
