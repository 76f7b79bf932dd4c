import { eventIndex, isItemEvent, type Outlook, SESSION_GAP_MS, type StoredInteraction } from '@penchant/protocol'
import { cartRows, eventOf, likelihood, type SessionStep, sessionFeatures } from '@penchant/ranking'
import type { Serving } from './serving.ts'

/** How the visitor's present session will likely end; `null` where it has not begun, or the model does not say. */
export function sessionOutlook(
  history: readonly StoredInteraction[],
  serving: Serving | null,
  now: number,
): Outlook | null {
  const model = serving?.manifest.outlook
  const last = history.at(-1)
  if (!model || !last || now - last.time > SESSION_GAP_MS) return null
  const rows = new Map<string, number>()
  const rowOf = (item: string) => rows.get(item) ?? rows.set(item, rows.size + 1).size
  const steps = history.flatMap(({ item, event, session, time }): SessionStep | [] =>
    // The same steps that the trainer sees; which items they are does not matter, only which are the same.
    isItemEvent(event) && item !== undefined
      ? { row: rowOf(item), event: eventOf(eventIndex(event)), session, time: time / 1000 }
      : [],
  )
  if (steps.at(-1)?.session !== last.session) return null
  const x = sessionFeatures(steps)
  const hasCart = cartRows(steps.filter(({ session }) => session === last.session)).size > 0
  const purchase = likelihood((hasCart && model.withCart) || model.purchase, x)
  return { purchase, abandonment: hasCart ? 1 - purchase : null }
}
