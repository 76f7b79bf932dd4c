import type { Source } from '../source.ts'
import type { Page } from './page.ts'

/**
 * Visible seconds at which a stretch is told although the visitor stays: what is told only on leaving may be lost with
 * the page. After the last, which is where the model stops to count, nothing more is told of the item.
 */
const MARKS = [10, 30, 60, 120, 300, 600]
/** Shorter stretches say nothing, seconds. */
const SHORTEST = 1

/** Since when the page is visible, as `performance.now()` counts; a browser that does not say so: since now. */
function visibleSince(): number {
  const [load] = performance.getEntriesByType('navigation') as (PerformanceEntry & { activationStart?: number })[]
  const last = performance.getEntriesByType('visibility-state').at(-1)
  return last ? Math.max(last.startTime, load?.activationStart ?? 0) : performance.now()
}

/**
 * How long the page of an item was visible. Each event is one stretch; an item's time is their sum.
 *
 * @param now milliseconds as `performance.now` counts them.
 */
export function dwell(page: Page, now: () => number = () => performance.now()): Source {
  return (emit) => {
    const isVisible = () => document.visibilityState === 'visible'
    let item = page.item
    /** Milliseconds of this item that are told, and that are not. */
    let told = 0
    let untold = 0
    /** Since when it is visible without a break; NaN where it is hidden. */
    let since = isVisible() ? visibleSince() : Number.NaN
    let timer: ReturnType<typeof setTimeout> | undefined

    function measure(): void {
      const time = now()
      if (Number.isNaN(since)) return
      untold += time - since
      since = time
    }
    function tell(): void {
      measure()
      const most = MARKS.at(-1)! * 1000
      const stretch = Math.min(untold, most - told)
      if (item === undefined || stretch < SHORTEST * 1000) return
      emit('dwell', { item_id: item, seconds: Math.round(stretch / 100) / 10 })
      told += stretch
      untold = 0
    }
    function schedule(): void {
      clearTimeout(timer)
      measure()
      if (Number.isNaN(since)) return
      const total = told + untold
      const next = MARKS.find((mark) => mark * 1000 > total)
      if (next === undefined) return
      timer = setTimeout(
        () => {
          tell()
          schedule()
        },
        next * 1000 - total,
      )
    }
    function begin(): void {
      told = 0
      untold = 0
      item = page.item
      since = isVisible() ? now() : Number.NaN
    }
    // What was visible is told by now: who leaves is heard first.
    function onVisibility(): void {
      if (!isVisible()) since = Number.NaN
      else if (Number.isNaN(since)) since = now()
      schedule()
    }
    function onHide(): void {
      since = Number.NaN
      clearTimeout(timer)
    }

    const forget = page.onChange((change) => {
      if (change === 'view' || item !== undefined) {
        tell()
        begin()
        // The time until a page says what it is about belongs to that.
      } else item = page.item
      schedule()
    })
    const forgetLeave = page.onLeave(tell)
    document.addEventListener('visibilitychange', onVisibility)
    addEventListener('pagehide', onHide)
    addEventListener('pageshow', onVisibility)
    schedule()
    return () => {
      tell()
      clearTimeout(timer)
      forget()
      forgetLeave()
      document.removeEventListener('visibilitychange', onVisibility)
      removeEventListener('pagehide', onHide)
      removeEventListener('pageshow', onVisibility)
    }
  }
}
