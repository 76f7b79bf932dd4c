import type { EventItem, EventParams } from '@penchant/protocol'

/** How long after a navigation a slower source may still report what a faster one reported before it, milliseconds. */
const LATE = 2000

/**
 * The rule by which the same event from several sources counts once: in one page view, an event of an item counts as
 * often as the source that reported it most often did. Two clicks that GA4 and Segment both report are two, not four.
 * A purchase counts once for its `transaction_id`, item by item, whoever reports it and however often.
 */
export interface CountOnce {
  /** What of an event counts: all of it, the items that are new, or nothing (`null`). */
  take(source: string, name: string, params: EventParams): EventParams | null
  /** Whether a source other than `source` reported `name` in this page view, and not before `since`. */
  reportedByOthers(name: string, source: string, since: number): boolean
  /** A page view begins. */
  nextPage(): void
}

interface Tally {
  counted: number
  bySource: Map<string, number>
  time: number
}

/** @param now milliseconds, rising: `performance.now`. */
export function createCountOnce(now: () => number): CountOnce {
  const tallies = new Map<string, Tally>()
  const purchases = new Set<string>()
  const times = new Map<string, Map<string, number>>()

  function isNew(source: string, name: string, subject: unknown, transaction: unknown): boolean {
    if (name === 'purchase' && transaction != null) {
      const purchase = JSON.stringify([String(transaction), subject])
      const known = purchases.has(purchase)
      purchases.add(purchase)
      return !known
    }
    const key = JSON.stringify([name, subject])
    const tally = tallies.get(key) ?? { counted: 0, bySource: new Map(), time: 0 }
    tallies.set(key, tally)
    const count = (tally.bySource.get(source) ?? 0) + 1
    tally.bySource.set(source, count)
    tally.time = now()
    if (count <= tally.counted) return false
    tally.counted = count
    return true
  }

  function take(source: string, name: string, params: EventParams): EventParams | null {
    const reports = times.get(name) ?? new Map<string, number>()
    times.set(name, reports.set(source, now()))
    const { items, transaction_id } = params
    if (!Array.isArray(items) || items.length === 0) {
      const subject = params.item_id == null ? (params.search_term ?? null) : String(params.item_id)
      return isNew(source, name, subject, transaction_id) ? params : null
    }
    const left = items.filter((item: EventItem | null) => isNew(source, name, String(item?.item_id), transaction_id))
    if (left.length === items.length) return params
    return left.length > 0 ? { ...params, items: left } : null
  }

  return {
    take,
    reportedByOthers(name, source, since) {
      for (const [other, time] of times.get(name) ?? []) if (other !== source && time >= since) return true
      return false
    },
    nextPage() {
      const oldest = now() - LATE
      for (const [key, { time }] of tallies) if (time < oldest) tallies.delete(key)
      times.clear()
    },
  }
}
