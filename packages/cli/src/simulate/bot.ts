import type { Catalogue, CatalogueItem } from './catalogue.ts'
import type { Device } from './effects.ts'
import type { Emit, Period } from './person.ts'
import type { Random } from './random.ts'
import { pickClock } from './rhythm.ts'
import { LEAVES } from './taxonomy.ts'

const DAY = 86_400_000
const SECOND = 1000

/**
 * - `crawler`: fetches the range item by item, day and night, at an even pace.
 * - `price-scraper`: opens the same sub-categories' items at the same time every day.
 * - `fast-clicker`: opens and carts at random, faster than anyone can read.
 * - `hit-list-booster`: opens and carts a few items again and again, to make them popular.
 */
export const BOT_KINDS = ['crawler', 'price-scraper', 'fast-clicker', 'hit-list-booster'] as const
export type BotKind = (typeof BOT_KINDS)[number]

/** All that one bot does in the period. It stops early where its next click lies beyond the end. */
export function runBot(kind: BotKind, random: Random, catalogue: Catalogue, period: Period, emit: Emit): void {
  const end = period.from + period.days * DAY
  const device: Device = random.chance(0.75) ? 'desktop' : 'phone'
  const onSale = (time: number) => catalogue.items.filter(({ added }) => added <= time)
  const run: Run = {
    random,
    catalogue,
    period,
    end,
    device,
    onSale,
    act: (time, item, event = 'view_item') => {
      if (time < end)
        emit({ time: Math.round(time), event, item, ...(event === 'add_to_cart' && { quantity: 1 }) }, device)
    },
  }
  BOTS[kind](run)
}

interface Run {
  random: Random
  catalogue: Catalogue
  period: Period
  end: number
  device: Device
  onSale(time: number): CatalogueItem[]
  act(time: number, item: CatalogueItem, event?: 'view_item' | 'add_to_cart'): void
}

const BOTS: Readonly<Record<BotKind, (run: Run) => void>> = {
  crawler({ random, period, onSale, act }) {
    let time = period.from + random.between(0, period.days * 0.9) * DAY
    const pace = random.between(60, 420) * SECOND
    const items = onSale(time)
    const first = random.integer(0, items.length - 1)
    const count = random.integer(150, 320)
    for (let i = 0; i < count; i++) {
      act(time, items[(first + i) % items.length])
      // Never a pause as long as a session's end, so it is awake around the clock.
      time += pace * random.between(0.98, 1.02)
    }
  },

  'price-scraper'({ random, catalogue, period, act }) {
    const leaves = random.shuffle(LEAVES.map((_, i) => i)).slice(0, 2)
    const rows = leaves.flatMap((leaf) => catalogue.lists[leaf]).slice(0, 40)
    const clock = random.between(0, DAY)
    const rounds = random.integer(3, 8)
    const first = random.integer(0, Math.max(0, period.days - rounds))
    for (let round = 0; round < rounds; round++) {
      let time = period.from + (first + round) * DAY + clock
      for (const row of rows) {
        const item = catalogue.items[row]
        if (item.added > time) continue
        act(time, item)
        time += random.between(1.4, 1.6) * SECOND
      }
    }
  },

  'fast-clicker'({ random, period, onSale, act }) {
    let time = period.from + random.between(0, period.days) * DAY
    const items = onSale(time)
    for (let left = random.integer(60, 260); left > 0; left--) {
      const item = random.pick(items)
      act(time, item)
      time += random.between(60, 420)
      if (random.chance(0.2)) {
        act(time, item, 'add_to_cart')
        time += random.between(60, 420)
      }
      if (random.chance(0.01)) time += random.between(0.2, 3) * DAY
    }
  },

  'hit-list-booster'({ random, period, device, onSale, act }) {
    const items = onSale(period.from)
    const targets = Array.from({ length: random.integer(1, 4) }, () => random.pick(items))
    const last = Math.min(period.days, random.integer(6, 14))
    const first = random.integer(0, period.days - last)
    for (let day = first; day < first + last; day++) {
      for (let session = random.integer(1, 3); session > 0; session--) {
        let time = period.from + day * DAY + pickClock(random, device)
        for (let left = random.integer(5, 12); left > 0; left--) {
          const item = random.pick(targets)
          act(time, item)
          time += random.between(4, 20) * SECOND
          if (random.chance(0.4)) act(time, item, 'add_to_cart')
          time += random.between(2, 6) * SECOND
        }
      }
    }
  },
}
