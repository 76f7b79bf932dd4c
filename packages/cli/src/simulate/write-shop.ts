import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { drawItem } from '../draw/draw-item.ts'
import { BOT_KINDS, type BotKind, runBot } from './bot.ts'
import { BRANDS, STYLES } from './brands.ts'
import { type Catalogue, createCatalogue } from './catalogue.ts'
import { daySortedFile } from './day-sorted-file.ts'
import { COMPLEMENTS, DEVICE_HOUR, DEVICES, NOVELTY, ORDER, SEASON_SWING } from './effects.ts'
import { type Emit, livePerson } from './person.ts'
import { Random } from './random.ts'
import type { ShopCounts, ShopOptions } from './shop-options.ts'
import { shopReadme } from './shop-readme.ts'
import { type TableFormat, tableLines } from './table-format.ts'
import { describeTaste, drawTaste, FAMILIES } from './taste.ts'
import { DEPARTMENTS, LEAVES } from './taxonomy.ts'

/**
 * Writes a simulated shop's files into a folder: events, items, pictures, what is true of it, and a
 * README that says it is synthetic. Memory does not grow with visitors or events.
 */
export async function writeShop(
  folder: string,
  options: ShopOptions,
  progress: (share: number, detail: string) => void,
): Promise<ShopCounts> {
  const { seed, visitors, days, format } = options
  const from = Date.parse(`${options.from}T00:00:00Z`)
  const catalogue = createCatalogue({ seed, items: options.items, from, days })
  writeItems(folder, catalogue, format)
  progress(0.1, 'pictures drawn')

  const events = tableLines(format, ['time', 'visitor', 'event', 'item', 'quantity', 'price', 'device', 'term'])
  const file = daySortedFile(join(folder, `events.${format}.gz`), events.header, from, days)
  const truth = openTruth(folder, options)
  const counts: ShopCounts = { items: catalogue.items.length, visitors, bots: 0, events: 0, botEvents: 0, byEvent: {} }
  for (let i = 0; i < visitors; i++) {
    const visitor = visitorId(seed, i)
    const random = new Random(seed, 'visitor', i)
    // Evenly spread over the numbers, so that the share is exact; ids show nothing of it.
    const bot = Math.floor((i + 1) * options.bots) > Math.floor(i * options.bots)
    const emit: Emit = ({ time, event, item, quantity, term }, device) => {
      counts.events++
      counts.byEvent[event] = (counts.byEvent[event] ?? 0) + 1
      if (bot) counts.botEvents++
      file.add(
        time,
        events.line([new Date(time).toISOString(), visitor, event, item?.id, quantity, item?.price, device, term]),
      )
    }
    if (bot) {
      const kind = BOT_KINDS[counts.bots++ % BOT_KINDS.length]
      truth.bot(visitor, kind)
      runBot(kind, random, catalogue, { from, days }, emit)
    } else {
      const taste = drawTaste(random)
      truth.person(visitor, describeTaste(taste))
      livePerson(random, taste, catalogue, { from, days }, emit)
    }
    if (i % 100 === 0) progress(0.1 + (0.8 * i) / visitors, `${i} of ${visitors} visitors`)
  }
  truth.close()
  await file.finish((done) => progress(0.9 + (0.1 * done) / days, 'sorting by time'))
  writeFileSync(join(folder, 'README.md'), shopReadme(options, counts))
  return counts
}

function writeItems(folder: string, { items }: Catalogue, format: TableFormat): void {
  const columns = ['id', 'title', 'category', 'brand', 'price', 'url', 'image', 'variant', 'description', 'added']
  const table = tableLines(format, columns)
  mkdirSync(join(folder, 'pictures'))
  const lines = items.map((item) => {
    const { id, title, category, price, url, image, variant, description } = item
    const brand = BRANDS[item.brand].name
    writeFileSync(join(folder, image), drawItem({ id, title, category, brand }))
    const added = new Date(item.added).toISOString().slice(0, 10)
    return table.line([id, title, category.join(' > '), brand, price, url, image, variant, description, added])
  })
  const text = [...(table.header === '' ? [] : [table.header]), ...lines, ''].join('\n')
  writeFileSync(join(folder, `items.${format}.gz`), gzipSync(text))
}

/** Seven letters and digits that show neither the order of visitors nor who is a bot; no two are the same. */
function visitorId(seed: number, index: number): string {
  const prime = 2_147_483_647
  const random = new Random(seed, 'visitor ids')
  const factor = random.integer(1_000_000, 4_000_000)
  return `v${((((index + 1) % prime) * factor + random.integer(0, prime - 1)) % prime).toString(36).padStart(6, '0')}`
}

/** `truth.json`, written visitor by visitor: a shop of millions does not fit a string. */
function openTruth(folder: string, options: ShopOptions) {
  const file = openSync(join(folder, 'truth.json'), 'w')
  const head = {
    synthetic: true,
    about: 'What was planted in this simulated shop. Nothing here is in the events; use it to judge what was learnt.',
    options,
    clock: 'UTC',
    effects: {
      deviceHour: DEVICE_HOUR,
      order: ORDER,
      complements: COMPLEMENTS,
      consumables: Object.fromEntries(
        LEAVES.filter(({ every }) => every).map(({ name, every }) => [name, { everyDays: every }]),
      ),
      season: {
        swing: SEASON_SWING,
        peakMonths: Object.fromEntries(
          LEAVES.filter(({ peak }) => peak !== undefined).map(({ name, peak }) => [name, peak! + 1]),
        ),
      },
      novelty: NOVELTY,
    },
    lists: { devices: DEVICES, styles: STYLES, families: FAMILIES, departments: DEPARTMENTS, brands: BRANDS },
  }
  writeSync(file, `${JSON.stringify(head, null, 1).slice(0, -2)},\n "visitors": [`)
  let first = true
  const add = (entry: object) => {
    writeSync(file, `${first ? '' : ','}\n  ${JSON.stringify(entry)}`)
    first = false
  }
  return {
    person: (visitor: string, taste: object) => add({ visitor, kind: 'person', ...taste }),
    bot: (visitor: string, kind: BotKind) => add({ visitor, kind }),
    close() {
      writeSync(file, '\n ]\n}\n')
      closeSync(file)
    },
  }
}
