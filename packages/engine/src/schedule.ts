export interface Schedule {
  /** Something happened: wait for silence again. */
  touch(): void
  stop(): void
}

/**
 * Runs `work` when nothing was asked of the engine for `idle` milliseconds and `isDue` says so: never
 * two at a time, and never in the way of an answer.
 */
export function createSchedule(isDue: () => boolean, work: () => Promise<void>, idle: number): Schedule {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false
  let stopped = false

  async function run(): Promise<void> {
    if (running || stopped || !isDue()) return
    running = true
    try {
      await work()
    } finally {
      running = false
    }
  }

  return {
    touch() {
      clearTimeout(timer)
      timer = setTimeout(run, idle)
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
