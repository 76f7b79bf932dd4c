import type { EngineApi, EngineOptions, EngineStatus } from '@penchant/protocol'
import { type Answer, type Connection, connect } from './connect.ts'
import { workerGone } from './worker-gone.ts'

/** Milliseconds before each restart in the life of a page; after the last, the engine has failed for good. */
const RESTARTS = [0, 2000, 8000]

/** These wait for a download or for learning, so they get this many time-outs. */
const SLOW_CALLS: ReadonlySet<keyof EngineApi> = new Set(['init', 'learn'])
const SLOWER = 6

/** Share of the time-out in which a worker that is alive gives a sign of it, so that a caller may still hear its successor. */
const SIGN_OF_LIFE = 0.5

export type EngineState = 'loading' | 'ready' | 'stalled' | 'failed'

interface Setting {
  startWorker: () => Worker
  /** Arguments of `init`; read when a worker starts. */
  options: () => EngineOptions
  /** Milliseconds a call may take. */
  timeout: number
  /** `error` is the reason of `stalled` and `failed`. */
  onState(state: EngineState, error?: Error): void
  onStatus(status: EngineStatus): void
  /** Something went wrong that changed no state. */
  onError(error: Error): void
}

/** The engine as the page sees it: started when first needed, and again when its worker dies or hangs. */
export interface SupervisedEngine {
  /** Resolves when the engine is ready; rejects when this attempt failed, or while a restart waits its turn. */
  start(): Promise<unknown>
  /** Starts the engine if need be, and asks it. */
  call<K extends keyof EngineApi>(method: K, ...args: Parameters<EngineApi[K]>): Promise<Answer<K>>
  /** Asks a ready engine for a sign of life, and restarts it without one. */
  check(): void
  /** Ends the worker. After it, as after `erase`, `start` begins anew, with every restart before it. */
  stop(): void
  /** Has a ready engine delete what it stored, then ends it. False where none was ready or it did not confirm. */
  erase(): Promise<boolean>
}

const STOPPED = 'The worker was stopped.'

export function superviseEngine(setting: Setting): SupervisedEngine {
  const { timeout } = setting
  let connection: Connection | null = null
  let starting: Promise<Connection> | null = null
  let ready = false
  let restarts = 0
  let restart: ReturnType<typeof setTimeout> | undefined
  let failure: Error | null = null
  /** Calls that timed out and have not been answered since. */
  const late = new Set<keyof EngineApi>()

  function limit(method: keyof EngineApi): number {
    return SLOW_CALLS.has(method) ? timeout * SLOWER : timeout
  }

  function close(reason: Error): void {
    const closed = connection
    connection = null
    starting = null
    ready = false
    late.clear()
    clearTimeout(restart)
    closed?.close(reason)
  }

  function stop(): void {
    close(workerGone(STOPPED))
    failure = null
    restarts = 0
  }

  /** For good. */
  function fail(error: Error): Error {
    failure = error
    close(error)
    setting.onState('failed', error)
    return error
  }

  function begin(): Promise<Connection> {
    starting = attempt()
    // Whoever waits for the start hears of it; a restart that nobody waits for is no unhandled rejection.
    starting.catch(() => {})
    return starting
  }

  /** The worker is dead or hangs. Never throws. */
  function lost(reason: Error): void {
    const wait = RESTARTS[restarts++]
    if (wait === undefined) {
      fail(workerGone(`Given up. ${reason.message}`))
      return
    }
    close(reason)
    setting.onState('stalled', reason)
    if (wait === 0) {
      begin()
      return
    }
    starting = Promise.reject(reason)
    starting.catch(() => {})
    restart = setTimeout(begin, wait)
  }

  async function attempt(): Promise<Connection> {
    setting.onState('loading')
    let opened: Connection
    try {
      opened = connect(setting.startWorker(), {
        status: (status) => opened === connection && setting.onStatus(status),
        broken: (error) => {
          if (opened !== connection) return
          if (!ready) return lost(error)
          setting.onError(error)
          check()
        },
      })
    } catch (cause) {
      // A browser that refuses once refuses again.
      throw fail(workerGone(`The worker could not be started: ${(cause as Error).message}`, cause))
    }
    connection = opened
    try {
      const status = await opened.call('init', [setting.options()], limit('init'))
      if (opened !== connection) throw workerGone(STOPPED)
      ready = true
      setting.onStatus(status)
      setting.onState('ready')
    } catch (error) {
      if (opened !== connection) throw error
      // An engine that answers with a refusal would refuse again: another version, an option it does not know.
      if ((error as Error).name !== 'Timeout') throw fail(error as Error)
      lost(workerGone((error as Error).message, error))
      throw error
    }
    return opened
  }

  function check(): void {
    const asked = connection
    if (!asked || !ready) return
    asked.call('status', [], timeout * SIGN_OF_LIFE).then(
      (status) => {
        if (asked !== connection) return
        setting.onStatus(status)
        setting.onState('ready')
      },
      (error: Error) => {
        if (asked === connection) lost(workerGone('The worker hangs.', error))
      },
    )
  }

  function start(): Promise<Connection> {
    return failure ? Promise.reject(failure) : (starting ?? begin())
  }

  return {
    start,
    async call<K extends keyof EngineApi>(method: K, ...args: Parameters<EngineApi[K]>): Promise<Answer<K>> {
      const asked = await start()
      try {
        const answer = await asked.call(method, args, limit(method))
        late.delete(method)
        return answer
      } catch (error) {
        if ((error as Error).name === 'Timeout' && asked === connection) {
          // A page that was frozen sees its timers first and the answers later, so once is no proof.
          if (late.has(method)) lost(workerGone((error as Error).message, error))
          else {
            late.add(method)
            setting.onState('stalled', error as Error)
            check()
          }
        }
        throw error
      }
    },
    check,
    stop,
    async erase() {
      // One that is still starting, too: it may have stored already what only it knows of.
      const asked = connection
      // From here on nothing restarts it.
      connection = null
      stop()
      try {
        await asked?.call('erase', [], timeout)
        return asked !== null
      } catch {
        return false
      } finally {
        asked?.close(workerGone(STOPPED))
      }
    },
  }
}
