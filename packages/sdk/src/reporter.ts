import { show } from './show.ts'

/** The one place where what goes wrong is told to the shop. */
export interface Reporter {
  /** Tells each error once, through however many hands it goes. Never throws. */
  tell(error: Error): void
  /** Tells, and keeps the message for the status where the shop has no `onError`. */
  report(thrown: unknown): void
  /** Message of the last error that was reported to nobody. */
  readonly last: string
}

/** @param onKept `last` has changed. */
export function createReporter(onError: unknown, onKept: () => void): Reporter {
  const told = new WeakSet<Error>()
  const hears = typeof onError === 'function'
  let last = ''

  function tell(error: Error): void {
    if (told.has(error) || !hears) return
    told.add(error)
    try {
      onError(error)
    } catch {
      // The shop's own handler failed: there is nobody left to tell.
    }
  }

  return {
    tell,
    report(thrown) {
      const error = thrown instanceof Error ? thrown : new Error(show(thrown))
      tell(error)
      if (hears) return
      last = error.message
      onKept()
    },
    get last() {
      return last
    },
  }
}
