/** Latest start, milliseconds: a page that is never idle must not wait for ever. */
const LATEST = 2000
/** Safari has no `requestIdleCallback`: late enough to let the page's own first work go before. */
const WITHOUT_IDLE = 200

/** Runs `task` when the page has nothing better to do. @returns calls it off. */
export function whenIdle(task: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(task, { timeout: LATEST })
    return () => cancelIdleCallback(handle)
  }
  const timer = setTimeout(task, WITHOUT_IDLE)
  return () => clearTimeout(timer)
}
