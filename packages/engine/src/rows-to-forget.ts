import { type Forgettable, penchantError, type StoredInteraction } from '@penchant/protocol'
import { storedIds } from './request-fields.ts'
import { show } from './show.ts'

/** The ids that are meant. Reads untrusted input; throws `InvalidRequest` naming what is wrong. */
export function rowsToForget(what: Forgettable, history: readonly StoredInteraction[]): ReadonlySet<number> {
  if (Array.isArray(what)) return new Set(storedIds(what, 'ids'))
  const { item, day } = Object(what) as { item?: unknown; day?: unknown }
  const idsOf = (is: (row: StoredInteraction) => boolean) => new Set(history.filter(is).map(({ id }) => id))
  if (typeof item === 'string' && day === undefined) return idsOf((row) => row.item === item)
  if (typeof day === 'string' && item === undefined && /^\d{4}-\d\d-\d\d$/.test(day)) {
    // In the device's own zone: the visitor's day.
    const from = new Date(`${day}T00:00`)
    const until = new Date(from.getFullYear(), from.getMonth(), from.getDate() + 1)
    if (!Number.isNaN(from.getTime())) return idsOf(({ time }) => time >= from.getTime() && time < until.getTime())
  }
  throw penchantError(
    'InvalidRequest',
    `forget: ${show(what)} is neither ids of exported interactions, nor { item: "sku-1" }, nor { day: "2026-11-25" }`,
  )
}
