import type { EngineStatus, Interaction } from '@penchant/protocol'
import { createQueue, type Queue } from './queue.ts'

/** Events that cross to the worker in one message. */
const BATCH = 50

/** After these the engine may store the same events the next time it is asked. */
const MAY_PASS: ReadonlySet<string> = new Set(['WorkerUnavailable', 'Timeout', 'StorageUnavailable'])

/** Brings events to the engine in their order, and holds each until the engine has stored it. */
export interface Delivery {
  readonly queue: Pick<Queue<unknown>, 'size' | 'dropped' | 'clear'>
  /** The interactions of one event. */
  add(interactions: readonly Interaction[]): void
  /** Resolves when all is stored, or nothing more can be for now. Never rejects. */
  drain(): Promise<void>
}

interface Setting {
  /** Events that may wait. */
  limit: number
  isAllowed(): boolean
  store(interactions: Interaction[]): Promise<EngineStatus>
  onStatus(status: EngineStatus): void
  onError(error: Error): void
}

export function createDelivery(setting: Setting): Delivery {
  const queue = createQueue<Interaction[]>(setting.limit)
  let draining: Promise<void> | null = null

  // Unique to each interaction, on every page and in every visit: a worker may die between storing and
  // answering, and what is then sent again must not be stored again.
  const page = Math.random().toString(36).slice(2)
  let number = 0

  async function send(): Promise<void> {
    // Lets events of the same moment come along.
    await null
    while (queue.size > 0 && setting.isAllowed()) {
      try {
        const status = await setting.store(queue.send(BATCH).flat())
        queue.acknowledge()
        setting.onStatus(status)
      } catch (error) {
        const isToStay = MAY_PASS.has((error as Error).name)
        if (isToStay) queue.release()
        else queue.acknowledge()
        setting.onError(error as Error)
        if (isToStay) return
      }
    }
  }

  return {
    queue,
    add(interactions) {
      queue.push(interactions.map((interaction) => ({ ...interaction, key: `${page}-${number++}` })))
    },
    drain() {
      draining ??= send().finally(() => {
        draining = null
      })
      return draining
    },
  }
}
