import { type Command, Option } from 'commander'
import type { DatasetDescription } from './dataset-description.ts'
import { UsageError } from './errors.ts'
import { createOutput } from './output.ts'
import { numberOption, shareOption } from './parse-option.ts'
import { parseEventMap, parseItemMap } from './prepare/column-map.ts'
import { eventNames } from './prepare/event-names.ts'
import { parseExclusions } from './prepare/exclusions.ts'
import { type EventsInput, prepareDataset, type SessionsInput } from './prepare/prepare-dataset.ts'
import { parseSplitRule } from './prepare/split-periods.ts'

interface Options {
  out: string
  events?: string[]
  sessions?: string[]
  testSessions?: string[]
  items?: string
  map?: string[]
  mapItems?: string[]
  mapEvents?: string[]
  categorySeparator?: string
  excludeItem?: string[]
  excludeTitle?: string
  baskets?: boolean
  sessionGap?: number
  minSupport: number
  minLength: number
  validation?: string
  test?: string
  visitors?: number
  maxRejected: number
  memoryLimit: string
  seed: number
  name?: string
  synthetic?: boolean
  consentBasis: string
  audit: 'on' | 'off'
  json?: boolean
}

/** Options that speak of events and mean nothing for a sessions file. */
const EVENT_OPTIONS = ['map', 'mapEvents', 'baskets', 'sessionGap', 'test', 'visitors'] as const

export function prepareCommand(program: Command): void {
  program
    .command('prepare')
    .description("turn a shop's events, or a file of sessions, into a dataset")
    .option('--events <files...>', 'CSV, TSV, JSON Lines or Parquet, also .gz; several files, globs')
    .option('--items <file>', 'items with title, price, category, …; same formats')
    .option('--sessions <files...>', 'instead of events: one session a line, items in order, oldest session first')
    .option('--test-sessions <files...>', 'with --sessions: the sessions of the test split')
    .requiredOption('--out <folder>', 'the dataset; an earlier one is replaced')
    .option(
      '--map <pairs>',
      'columns of the events: time=ts,visitor=user,session=…,item=sku,event=type,quantity=qty,price=…,recommendation=via,device=…,context.NAME=…',
      collect,
    )
    .option(
      '--map-items <pairs>',
      'columns of the items: id=sku,title=name,price=…,listPrice=…,category=…,brand=…,url=…,image=…,added=…,attribute.NAME=…,number.NAME=…',
      collect,
    )
    .option('--map-events <pairs>', 'names of events: order=purchase,pdp=view_item,scroll=ignore', collect)
    .option('--category-separator <text>', 'what separates the names of a category path (default: > or /)')
    .option('--exclude-item <ids>', 'items to leave out: ID,ID,… or @FILE with one id a line', collect)
    .option('--exclude-title <regex>', "leave out items by title: '^(postage|manual)'")
    .option('--baskets', 'predict the next session as a set: sessions are orders, items in one have no order')
    .option(
      '--session-gap <minutes>',
      'silence that ends a session, where no column names sessions (default: 30)',
      numberOption('--session-gap', { min: 0.01 }),
    )
    .option(
      '--min-support <n>',
      'interactions in train that an item needs',
      numberOption('--min-support', { min: 1, integer: true }),
      5,
    )
    .option(
      '--min-length <n>',
      'interactions that a sequence needs',
      numberOption('--min-length', { min: 1, integer: true }),
      2,
    )
    .option(
      '--validation <share|date>',
      'of the sessions in time order, or when it begins (default: 0.1; 0.05 with --sessions)',
    )
    .option('--test <share|date>', 'the newest sessions, or when it begins (default: 0.1)')
    .option('--visitors <share>', 'visitors held out of everything else (default: 0.05)', shareOption('--visitors'))
    .addOption(
      new Option('--audit <on|off>', 'leave out visitors that are no persons, and list them in audited.jsonl')
        .choices(['on', 'off'])
        .default('on'),
    )
    .option('--max-rejected <share>', 'bad rows above which it stops', shareOption('--max-rejected'), 0.01)
    .option('--memory-limit <size>', 'memory of the embedded database', '1GB')
    .option(
      '--seed <n>',
      'chooses the held-out visitors and the order of sequences',
      numberOption('--seed', { min: 0, max: 2 ** 32 - 1, integer: true }),
      1,
    )
    .option('--name <text>', 'name of the dataset (default: name of the folder)')
    .option(
      '--synthetic',
      'the events are simulated (known by itself where truth.json of penchant simulate lies beside them)',
    )
    .option('--consent-basis <text>', 'on which basis the events were collected, for the data card', 'not stated')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ penchant prepare --events 'events/*.csv.gz' --items items.csv --map time=ts,visitor=user --out data
  $ penchant prepare --sessions train.txt.gz --test-sessions test.txt.gz --min-support 1 --out data

Rows that cannot be used are listed with file, line and reason in rejected.jsonl of the dataset,
visitors and sessions that look like robots' with the reasons in audited.jsonl.`,
    )
    .action(async (options: Options) => {
      const output = createOutput(options)
      const description = await prepareDataset(
        {
          out: options.out,
          input: inputOf(options),
          items: itemsOf(options),
          exclusions: exclusionsOf(options),
          minSupport: options.minSupport,
          minLength: options.minLength,
          maxRejected: options.maxRejected,
          memoryLimit: memoryLimit(options.memoryLimit),
          seed: options.seed,
          name: options.name,
          synthetic: options.synthetic === true,
          consentBasis: options.consentBasis,
        },
        output,
      )
      output.result({ out: options.out, ...description }, summary(options.out, description))
    })
}

function collect(text: string, before: string[] = []): string[] {
  return [...before, text]
}

function inputOf(options: Options): EventsInput | SessionsInput {
  const { events, sessions, testSessions } = options
  if (events && sessions) throw new UsageError('give --events or --sessions, not both')
  if (events) {
    if (testSessions) throw new UsageError('--test-sessions goes with --sessions, not with --events')
    return {
      events,
      map: parseEventMap(options.map ?? []),
      names: eventNames(options.mapEvents ?? []),
      baskets: options.baskets === true,
      sessionGapMinutes: options.sessionGap ?? 30,
      split: parseSplitRule(options.validation ?? '0.1', options.test ?? '0.1'),
      heldOutVisitors: options.visitors ?? 0.05,
      audit: options.audit === 'on',
    }
  }
  if (!sessions) throw new UsageError('give --events FILE… or --sessions FILE…')
  for (const name of EVENT_OPTIONS)
    if (options[name] !== undefined) {
      const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
      throw new UsageError(`${flag} goes with --events, not with --sessions`)
    }
  return {
    sessions,
    testSessions: testSessions ?? [],
    validationShare: shareOption('--validation')(options.validation ?? '0.05'),
  }
}

function itemsOf({ items, mapItems, categorySeparator }: Options) {
  if (items !== undefined)
    return { file: items, map: parseItemMap(mapItems ?? []), categorySeparator: categorySeparator ?? null }
  if (mapItems) throw new UsageError('--map-items needs --items FILE')
  return undefined
}

function exclusionsOf({ excludeItem, excludeTitle, items }: Options) {
  if (excludeTitle !== undefined && items === undefined)
    throw new UsageError('--exclude-title needs --items FILE, where the titles are')
  return parseExclusions(excludeItem ?? [], excludeTitle)
}

function memoryLimit(text: string): string {
  if (!/^\d+(\.\d+)? ?([KMGT]i?B)$/i.test(text))
    throw new UsageError(`--memory-limit ${text}: expected a size such as 800MB or 1GB`)
  return text
}

function summary(out: string, { counts, split, shards, task }: DatasetDescription): string {
  const number = (value: number): string => value.toLocaleString('en')
  const drops = [
    ['rejected', counts.rejected],
    ['ignored events', counts.ignored],
    ['excluded items', counts.excluded],
    ['by robots', counts.audited],
    ['below support', counts.belowSupport],
    ['unknown in train', counts.unknownItems],
    ['in short sequences', counts.tooShort],
    ['crossing a split', counts.crossing],
  ] as const
  const date = (seconds: number | null): string =>
    seconds === null ? '' : new Date(seconds * 1000).toISOString().slice(0, 16)
  const times =
    split.from === null ? '' : `, ${date(split.from)} to ${date(split.to)}, train until ${date(split.trainUntil)}`
  return [
    `${out}: ${number(counts.interactions)} interactions, ${number(counts.sequences)} sequences, ${number(counts.sessions)} sessions, ${number(counts.items)} items (${task}${times})`,
    `${number(counts.rows)} rows, of them ${drops.map(([what, value]) => `${number(value)} ${what}`).join(', ')}`,
    Object.entries(shards)
      .map(([name, list]) => `${name} ${number(list.reduce((sum, shard) => sum + shard.sequences, 0))} sequences`)
      .join(', '),
    ...(counts.rejected + counts.rejectedItems > 0
      ? [`${number(counts.rejected + counts.rejectedItems)} bad rows are listed in ${out}/rejected.jsonl`]
      : []),
  ].join('\n')
}
