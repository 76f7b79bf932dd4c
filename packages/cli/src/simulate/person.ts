import type { Catalogue, CatalogueItem } from './catalogue.ts'
import type { Device } from './effects.ts'
import { browse, find, gift, replenish, resume } from './missions.ts'
import type { Random } from './random.ts'
import { busyDay, pickClock, pickDevice } from './rhythm.ts'
import type { Taste } from './taste.ts'
import { LEAVES } from './taxonomy.ts'
import { type Person, type ShopEvent, Visit } from './visit.ts'

const DAY = 86_400_000
/** Two visits of a person lie further apart than the silence that ends a session. */
const PAUSE = 45 * 60_000

export interface Period {
  from: number
  days: number
}

export type Emit = (event: ShopEvent, device: Device) => void

/**
 * One person's visits over the whole period, in order: missions, things that run out and are bought
 * again, things left undecided and come back to.
 */
export function livePerson(
  random: Random,
  taste: Taste,
  catalogue: Catalogue,
  { from, days }: Period,
  emit: Emit,
): void {
  const end = from + days * DAY
  const person: Person = { taste, known: new Set(), utilities: new Map() }
  /** Consumables in use → when they run out. */
  const due = new Map<CatalogueItem, number>()
  let undecided: CatalogueItem | undefined
  // Half were customers before; the others hear of the shop some day.
  let day = random.chance(0.5) ? random.exponential(taste.gapDays) : random.between(0, days)
  let free = from
  while (day < days) {
    const on = from + busyDay(random, from, Math.floor(day)) * DAY
    const device = pickDevice(random, taste.devices, on)
    const start = Math.max(free, on + pickClock(random, device))
    if (start >= end) return
    const visit = new Visit(random, catalogue, person, device, start)
    const empty = [...due].find(([, time]) => time <= start)?.[0]
    if (empty) {
      due.delete(empty)
      replenish(visit, empty)
    } else if (undecided && random.chance(0.6)) {
      undecided = resume(visit, undecided)
    } else {
      const mission = [find, browse, gift][random.weighted([0.45, 0.42, 0.13])]
      undecided = mission(visit, visit.pickLeaf()) ?? undecided
    }
    for (const event of visit.events) if (event.time < end) emit(event, device)
    for (const item of visit.bought) {
      const { every } = LEAVES[item.leaf]
      if (every !== undefined && random.chance(taste.loyalty))
        due.set(item, visit.now + every * random.logNormal(1, 0.2) * DAY)
    }
    free = visit.now + PAUSE
    const sooner = undecided && random.chance(0.5) ? random.exponential(2) : Infinity
    const next = Math.min(random.exponential(taste.gapDays), sooner)
    const runsOut = Math.min(...due.values()) / DAY - from / DAY
    day = Math.max((free - from) / DAY, Math.min((visit.now - from) / DAY + next, runsOut))
  }
}
