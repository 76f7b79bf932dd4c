import type { Database } from './database.ts'
import type { Learner } from './learner.ts'
import type { ModelLoading } from './model-loading.ts'
import { createSchedule } from './schedule.ts'
import type { Serving } from './serving.ts'
import { tuneBackends } from './tune-backends.ts'

/** Silence after which there is time to measure backends and to learn. */
const IDLE_MILLISECONDS = 2000

/** What the engine does of its own accord, while nothing is asked of it. */
export interface IdleWork {
  /** Why no run begins; empty where the battery is not in the way. */
  readonly waits: '' | 'low-battery'
  /** Something was asked, or is new: wait for silence again. */
  touch(): void
  /** While the battery is low nothing is learnt; what is under way is given up. */
  lowBattery(isLow: boolean): void
  /** For good. */
  stop(): void
}

export interface IdleWorkOptions {
  model: ModelLoading
  learner: Learner
  database: Database
  /** Shop and visitor let it learn. */
  mayLearn: () => boolean
  /** Of the visit: once aborted nothing begins. */
  signal: AbortSignal
  /** Called when there may be something new to tell. */
  onDone: () => void
}

/** Measures the backends once, and learns whenever that is due. */
export function createIdleWork({ model, learner, database, mayLearn, signal, onDone }: IdleWorkOptions): IdleWork {
  let tuned = false
  /** Aborted while the battery is low. */
  let spare = new AbortController()
  const isDue = (serving: Serving) => mayLearn() && !spare.signal.aborted && learner.isDue(serving)

  const schedule = createSchedule(
    () => !signal.aborted && model.serving?.encoder != null && (!tuned || isDue(model.serving)),
    async () => {
      if (!tuned) {
        tuned = true
        await tuneBackends(model.serving!.encoder!, database)
      }
      await learner.catchUp()
      if (isDue(model.serving!)) await learner.learn(model.serving, spare.signal)
      onDone()
    },
    IDLE_MILLISECONDS,
  )

  return {
    get waits() {
      return spare.signal.aborted ? 'low-battery' : ''
    },
    touch: schedule.touch,
    lowBattery(isLow) {
      if (isLow) spare.abort('the battery is low')
      else if (spare.signal.aborted && !signal.aborted) spare = new AbortController()
    },
    stop() {
      spare.abort(signal.reason)
      schedule.stop()
    },
  }
}
