import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PALETTE } from '../draw/palette.ts'
import type { ShopCounts, ShopOptions } from './shop-options.ts'
import type { TableFormat } from './table-format.ts'
import { writeShop } from './write-shop.ts'

const root = mkdtempSync(join(tmpdir(), 'penchant-shop-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const OPTIONS: ShopOptions = {
  seed: 3,
  items: 600,
  visitors: 1500,
  days: 90,
  from: '2025-03-03',
  bots: 0.04,
  format: 'tsv',
}
const SMALL: ShopOptions = { ...OPTIONS, items: 150, visitors: 60, days: 10 }

async function shop(name: string, options: ShopOptions): Promise<{ folder: string; counts: ShopCounts }> {
  const folder = join(root, name)
  mkdirSync(folder)
  return { folder, counts: await writeShop(folder, options, () => {}) }
}

type Row = Record<string, string>

function readTable(folder: string, name: string, format: TableFormat = 'tsv'): Row[] {
  const lines = gunzipSync(readFileSync(join(folder, `${name}.${format}.gz`)))
    .toString()
    .split('\n')
  expect(lines.pop()).toBe('')
  if (format === 'jsonl')
    return lines.map((line) => Object.fromEntries(Object.entries(JSON.parse(line)).map(([k, v]) => [k, String(v)])))
  const cells = (line: string) =>
    format === 'tsv'
      ? line.split('\t')
      : [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2])
  const columns = cells(lines[0])
  return lines.slice(1).map((line) => Object.fromEntries(cells(line).map((value, i) => [columns[i], value])))
}

const digest = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path.slice(folder.length), createHash('sha256').update(readFileSync(path)).digest('hex')])

interface Truth {
  synthetic: boolean
  visitors: { visitor: string; kind: string; departments?: number[]; brands?: number[] }[]
  lists: { departments: string[] }
  effects: {
    consumables: Record<string, { everyDays: number }>
    deviceHour: object
    complements: Record<string, Record<string, number>>
  }
}

describe('a simulated shop', () => {
  let folder: string
  let counts: ShopCounts
  let events: Row[]
  let items: Map<string, Row>
  let truth: Truth
  /** Events of people alone. */
  let people: Row[]

  beforeAll(async () => {
    ;({ folder, counts } = await shop('shop', OPTIONS))
    events = readTable(folder, 'events')
    items = new Map(readTable(folder, 'items').map((item) => [item.id, item]))
    truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'))
    const bots = new Set(truth.visitors.filter(({ kind }) => kind !== 'person').map(({ visitor }) => visitor))
    people = events.filter(({ visitor }) => !bots.has(visitor))
  }, 120_000)

  const leafOf = (id: string) => items.get(id)?.category.split(' > ')[2] as string
  const hourOf = ({ time }: Row) => new Date(time).getUTCHours()

  it('writes events in the order of time, in the words that shops use', () => {
    expect(events.length).toBe(counts.events)
    expect(Object.keys(events[0])).toEqual(['time', 'visitor', 'event', 'item', 'quantity', 'price', 'device', 'term'])
    expect(events.findIndex(({ time }, i) => i > 0 && time < events[i - 1].time)).toBe(-1)
    const names = ['view_item', 'add_to_cart', 'remove_from_cart', 'add_to_wishlist', 'purchase', 'search']
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(names))
    expect(events[0].time >= '2025-03-03T00:00:00.000Z' && events.at(-1)!.time < '2025-06-01').toBe(true)
  })

  it('shows items at their price, and none before it was on sale; a search has a term and no item', () => {
    const searches = events.filter(({ event }) => event === 'search')
    expect(searches.length).toBeGreaterThan(100)
    expect(searches.filter(({ item, price, term }) => item !== '' || price !== '' || !/\w/.test(term))).toEqual([])
    const others = events.filter(({ event }) => event !== 'search')
    expect(others.filter(({ item, price, term }) => items.get(item)?.price !== price || term !== '')).toEqual([])
    expect(others.filter(({ item, time }) => items.get(item)!.added > time.slice(0, 10))).toEqual([])
    const fresh = others.filter(({ item }) => items.get(item)!.added > OPTIONS.from)
    expect(fresh.length).toBeGreaterThan(others.length / 50)
    const counted = others.filter(({ event }) => event === 'purchase' || event === 'add_to_cart')
    expect(counted.filter(({ quantity }) => !(Number(quantity) >= 1))).toEqual([])
  })

  it('draws a picture for every item and says in every place that it is synthetic', () => {
    expect(readdirSync(join(folder, 'pictures')).sort()).toEqual([...items.keys()].map((id) => `${id}.svg`).sort())
    expect(truth.synthetic).toBe(true)
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/synthetic[\s\S]*No real person/)
  })

  it('has the share of bots that was asked for, of all four kinds, named in truth.json alone', () => {
    expect(truth.visitors).toHaveLength(1500)
    const kinds = truth.visitors.map(({ kind }) => kind).filter((kind) => kind !== 'person')
    expect(kinds).toHaveLength(60)
    expect(new Set(kinds).size).toBe(4)
    expect(counts.bots).toBe(60)
    expect(new Set(truth.visitors.map(({ visitor }) => visitor)).size).toBe(1500)
    const table = gunzipSync(readFileSync(join(folder, 'events.tsv.gz'))).toString()
    expect(table).not.toMatch(/crawler|scraper|clicker|booster/)
    expect(events.length - people.length).toBe(counts.botEvents)
    expect(counts.botEvents).toBeGreaterThan(60 * 30)
  })

  it('has phones in the evening, desktops at work and a weekend', () => {
    const share = (device: string, from: number, to: number) => {
      const rows = people.filter((row) => hourOf(row) >= from && hourOf(row) < to)
      return rows.filter((row) => row.device === device).length / rows.length
    }
    expect(share('phone', 19, 23)).toBeGreaterThan(share('phone', 11, 15) + 0.15)
    expect(share('desktop', 9, 17)).toBeGreaterThan(share('desktop', 19, 23) + 0.15)
    const on = (weekday: number) => people.filter(({ time }) => new Date(time).getUTCDay() === weekday).length
    expect(on(0)).toBeGreaterThan(on(5) * 1.15)
  })

  it('has people who buy again what is used up, about when it is used up', () => {
    const bought = new Map<string, string[]>()
    for (const { event, visitor, item, time } of people)
      if (event === 'purchase') bought.set(`${visitor} ${item}`, [...(bought.get(`${visitor} ${item}`) ?? []), time])
    const gaps: number[] = []
    let lasting = 0
    for (const [key, times] of bought) {
      const consumable = truth.effects.consumables[leafOf(key.split(' ')[1])]
      if (times.length < 2) continue
      if (consumable) gaps.push((Date.parse(times[1]) - Date.parse(times[0])) / 86_400_000 / consumable.everyDays)
      else lasting++
    }
    expect(gaps.length).toBeGreaterThan(30)
    expect(gaps.length).toBeGreaterThan(2 * lasting)
    const middle = gaps.sort((a, b) => a - b)[gaps.length >> 1]
    expect(middle).toBeGreaterThan(0.75)
    expect(middle).toBeLessThan(1.4)
  })

  it('has people with tastes: their own departments and brands are looked at more', () => {
    const taste = new Map(truth.visitors.map((visitor) => [visitor.visitor, visitor]))
    let favourite = 0
    let least = 0
    for (const { visitor, item } of people) {
      if (item === '') continue
      const { departments } = taste.get(visitor)!
      const order = departments!
        .map((weight, i) => [weight, truth.lists.departments[i]] as const)
        .sort((a, b) => b[0] - a[0])
      const department = items.get(item)!.category.split(' > ')[0]
      if (order.slice(0, 2).some(([, name]) => name === department)) favourite++
      if (order.slice(-2).some(([, name]) => name === department)) least++
    }
    expect(favourite).toBeGreaterThan(5 * least)
  })

  it('has pairs that go together: sleeping bags after tents, more than before them', () => {
    let after = 0
    let before = 0
    const last = new Map<string, { leaf: string; time: number }>()
    for (const { visitor, item, event, time } of people) {
      if (item === '' || event !== 'view_item') continue
      const now = { leaf: leafOf(item), time: Date.parse(time) }
      const then = last.get(visitor)
      if (then && now.time - then.time < 1_800_000) {
        after += truth.effects.complements[then.leaf]?.[now.leaf] ?? 0
        before += truth.effects.complements[now.leaf]?.[then.leaf] ?? 0
      }
      last.set(visitor, now)
    }
    expect(after).toBeGreaterThan(before * 1.4)
  })

  it('holds the planted effect: device and hour together decide on warm colours and the home, neither alone', () => {
    const home = new Set(['Lighting & Decor', 'Bed & Bath', 'Kitchen & Coffee'])
    const share = (test: (item: Row) => boolean, device: string[], evening: boolean[]) => {
      const rows = people.filter((row) => {
        const hour = hourOf(row)
        const inside = evening.includes(true) && hour >= 18 ? true : evening.includes(false) && hour >= 8 && hour < 17
        return row.event === 'view_item' && inside && device.includes(row.device)
      })
      return rows.filter((row) => test(items.get(row.item)!)).length / rows.length
    }
    const warm = ({ variant }: Row) => PALETTE[variant.split(' / ')[0].toLowerCase()]?.warmth === 1
    const atHome = ({ category }: Row) => home.has(category.split(' > ')[0])
    for (const [test, least] of [
      [warm, 0.1],
      [atHome, 0.1],
    ] as const) {
      expect(share(test, ['phone'], [true]) - share(test, ['phone'], [false])).toBeGreaterThan(least)
      expect(share(test, ['desktop'], [false]) - share(test, ['desktop'], [true])).toBeGreaterThan(least)
    }
  })
})

describe('writeShop', () => {
  it('writes the same bytes from the same seed, and other events from another', async () => {
    const first = await shop('first', SMALL)
    const again = await shop('again', SMALL)
    expect(digest(again.folder)).toEqual(digest(first.folder))
    const other = await shop('other', { ...SMALL, seed: 4 })
    const times = new Set(readTable(first.folder, 'events').map(({ time }) => time))
    const others = readTable(other.folder, 'events')
    expect(others.filter(({ time }) => times.has(time)).length).toBeLessThan(others.length / 100)
    expect(readTable(other.folder, 'items').map(({ title }) => title)).not.toEqual(
      readTable(first.folder, 'items').map(({ title }) => title),
    )
  })

  it('writes the same rows as CSV and JSON Lines', async () => {
    const { folder } = await shop('tsv', SMALL)
    for (const format of ['csv', 'jsonl'] as const) {
      const other = await shop(format, { ...SMALL, format })
      for (const name of ['events', 'items']) {
        const filled = (rows: Row[]) =>
          rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '')))
        expect(filled(readTable(other.folder, name, format))).toEqual(filled(readTable(folder, name)))
      }
    }
  })

  it('has no bots, or nothing but bots, where that is asked for', async () => {
    expect((await shop('people', { ...SMALL, bots: 0 })).counts).toMatchObject({ bots: 0, botEvents: 0 })
    const { counts } = await shop('bots', { ...SMALL, bots: 1 })
    expect(counts.bots).toBe(60)
    expect(counts.botEvents).toBe(counts.events)
  })

  it('has a day and a visitor as its smallest shop', async () => {
    const { folder, counts } = await shop('tiny', { ...SMALL, items: 100, visitors: 1, days: 1, bots: 0 })
    expect(readTable(folder, 'events')).toHaveLength(counts.events)
    expect(readTable(folder, 'items')).toHaveLength(100)
  })
})
