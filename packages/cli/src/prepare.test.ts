import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { createRandom, timing } from '@penchant/model'
import { eventIndex } from '@penchant/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bundledProgram } from '../../../test/bundled-program.ts'
import { capturedRun } from './captured-run.ts'
import { openDataset, readItems, readSequences } from './dataset.ts'
import type { DatasetDescription, Split } from './dataset-description.ts'
import type { DatasetSequence } from './dataset-sequence.ts'
import { prepareCommand } from './prepare.ts'
import { windowsOf } from './pretrain/windows.ts'

let folder: string
let out: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-prepare-'))
  out = join(folder, 'data')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const prepare = (...argv: string[]) => capturedRun(prepareCommand, ['prepare', ...argv, '--out', out])

/** Everything into train, nothing dropped: what is tested is how rows are read. */
const ALL = ['--min-support', '1', '--min-length', '1', '--validation', '0', '--test', '0', '--visitors', '0', '--json']

async function prepared(...argv: string[]): Promise<DatasetDescription> {
  const { code, stdout, stderr } = await prepare(...argv)
  expect(stderr.split('\n').filter((line) => line.startsWith('penchant:'))).toEqual([])
  expect(code).toBe(0)
  return JSON.parse(stdout)
}

async function sequences(split: Split = 'train'): Promise<DatasetSequence[]> {
  const all: DatasetSequence[] = []
  for await (const sequence of readSequences(await openDataset(out), split)) all.push(sequence)
  return all
}

/** Each sequence as text, with item ids: `session:event:item@time`. Sorted, since the order of sequences is arbitrary. */
async function histories(split: Split = 'train'): Promise<string[]> {
  const dataset = await openDataset(out)
  const items = await readItems(dataset)
  const lines: string[] = []
  for await (const { rows, events, sessions, times } of readSequences(dataset, split))
    lines.push([...rows].map((row, i) => `${sessions[i]}:${events[i]}:${items[row - 1].id}@${times[i]}`).join(' '))
  return lines.sort()
}

function rejectedLines(
  path = join(out, 'rejected.jsonl'),
): { file: string; line: number; reason: string; text: string }[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

const HEADER = ['time', 'visitor', 'item', 'event']
const EVENTS = [
  ['1700000000', 'ann', 'A', 'view'],
  ['1700000060', 'ann', 'B', 'add_to_cart'],
  ['1700009000', 'ann', 'A', 'purchase'],
  ['1700000030', 'bob', 'C', 'click'],
  ['1700000020', 'bob', 'A', 'wishlist'],
]
const HISTORIES = ['1:1:A@1700000000 1:3:B@1700000060 2:7:A@1700009000', '1:5:A@1700000020 1:1:C@1700000030']

const table = (delimiter: string, end = '\n'): string => [HEADER, ...EVENTS].map((row) => row.join(delimiter)).join(end)
const jsonLines = (): string =>
  EVENTS.map(([time, visitor, item, event]) => JSON.stringify({ time: Number(time), visitor, item, event })).join('\n')

async function parquet(path: string, sql: string): Promise<string> {
  const database = await DuckDBInstance.create(':memory:')
  const connection = await database.connect()
  await connection.run(`COPY (${sql}) TO '${path}' (FORMAT parquet)`)
  connection.closeSync()
  database.closeSync()
  return path
}

describe('formats', () => {
  it.each<[string, () => string | Buffer]>([
    ['events.csv', () => table(',')],
    ['semicolons.csv', () => table(';', '\r\n')],
    ['mark.csv', () => `\uFEFF${table(',')}\n`],
    ['events.tsv', () => table('\t')],
    ['events.csv.gz', () => gzipSync(table(','))],
    ['no-extension', () => gzipSync(table('\t'))],
    ['utf16.csv', () => Buffer.from(`\uFEFF${table(',')}`, 'utf16le')],
    ['events.jsonl', jsonLines],
    ['events.jsonl.gz', () => gzipSync(jsonLines())],
  ])('reads %s', async (name, content) => {
    const { counts } = await prepared('--events', file(name, content()), ...ALL)
    expect(counts).toMatchObject({ rows: 5, rejected: 0, interactions: 5, sequences: 2, sessions: 3, items: 3 })
    expect(await histories()).toEqual(HISTORIES)
  })

  it('reads Parquet, with times as times', async () => {
    const values = EVENTS.map((row) => `(${row.map((value) => `'${value}'`).join(',')})`).join(',')
    const path = await parquet(
      join(folder, 'events.parquet'),
      `SELECT to_timestamp(col0::BIGINT)::TIMESTAMP AS time, col1 AS visitor, col2 AS item, col3 AS event FROM (VALUES ${values})`,
    )
    await prepared('--events', path, ...ALL)
    expect(await histories()).toEqual(HISTORIES)
  })

  it('reads globs and several files of different formats as one', async () => {
    mkdirSync(join(folder, 'days'))
    const part = (rows: string[][]): string => [HEADER, ...rows].map((row) => row.join(',')).join('\n')
    file('days/1.csv', part(EVENTS.slice(0, 2)))
    file('days/2.csv.gz', gzipSync(part(EVENTS.slice(2, 4))))
    const rest = file('rest.jsonl', jsonLines().split('\n')[4])
    await prepared('--events', join(folder, 'days', '*.csv*'), rest, ...ALL)
    expect(await histories()).toEqual(HISTORIES)
  })

  it.each<[string, (seconds: number) => string]>([
    ['epoch milliseconds', (seconds) => String(seconds * 1000)],
    ['ISO 8601', (seconds) => new Date(seconds * 1000).toISOString()],
    ['ISO 8601', (seconds) => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')],
    ['ISO 8601', (seconds) => new Date((seconds + 5400) * 1000).toISOString().replace('Z', '+01:30')],
  ])('finds out that times are %s and says so', async (name, write) => {
    const rows = EVENTS.map(([time, ...rest]) => [write(Number(time)), ...rest].join(','))
    const { code, stderr } = await prepare('--events', file('e.csv', [HEADER.join(','), ...rows].join('\n')), ...ALL)
    expect(code).toBe(0)
    expect(stderr).toContain(`time is in ${name}`)
    expect(await histories()).toEqual(HISTORIES)
  })
})

describe('columns', () => {
  const renamed = (header: string[]): string => [header, ...EVENTS].map((row) => row.join(',')).join('\n')

  it('guesses usual names and tells which', async () => {
    const path = file('e.csv', renamed(['Event Timestamp', 'user_id', 'SKU', 'event_type']))
    const { stderr } = await prepare('--events', path, ...ALL)
    expect(stderr).toContain('time ← Event Timestamp, visitor ← user_id, item ← SKU, event ← event_type')
    expect(await histories()).toEqual(HISTORIES)
  })

  it('takes the names it is given, nested ones of JSON too', async () => {
    const rows = EVENTS.map(([t, u, id, what]) => JSON.stringify({ t: `${t}`, who: { u }, thing: { id }, what }))
    const path = file('e.jsonl', rows.join('\n'))
    await prepared('--events', path, '--map', 'time=t,visitor=who.u', '--map', 'item=thing.id,event=what', ...ALL)
    expect(await histories()).toEqual(HISTORIES)
  })

  it.each([
    [['--map', 'item=nothing'], /--map item=nothing: .* has no such column; it has time, visitor, item, event/],
    [['--map', 'thing=item'], /"thing" is none of time, visitor/],
    [['--map', 'item'], /expected NAME=VALUE/],
    [['--map-events', 'view=gaze'], /"gaze" is no event name/],
    [['--session-gap', 'soon'], /--session-gap soon: expected a number/],
    [['--min-support', '0'], /expected a whole number from 1/],
    [['--test', '2024-01-01'], /both as dates or both as shares/],
    [['--validation', '.6', '--test', '.4'], /leave nothing to train on/],
    [['--validation', '2024-02-02', '--test', '2024-02-01'], /--validation begins after --test/],
    [['--exclude-title', 'x'], /needs --items/],
    [['--sessions', 'x'], /not both/],
    [['--memory-limit', 'much'], /such as 800MB/],
  ])('refuses %j with exit 2 and one sentence', async (argv, message) => {
    const { code, stdout, stderr } = await prepare('--events', file('e.csv', table(',')), ...argv)
    expect(stderr.trim().split('\n').at(-1)).toMatch(message)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(readdirSync(folder)).toEqual(['e.csv'])
  })

  it('says which file is not there', async () => {
    const { code, stderr } = await prepare('--events', join(folder, 'none.csv'))
    expect(code).toBe(2)
    expect(stderr).toContain(`--events ${join(folder, 'none.csv')}: no such file`)
  })

  it('names the columns it has when none can be the item', async () => {
    const { code, stderr } = await prepare('--events', file('e.csv', 'time,visitor,thing\n1,2,3\n'))
    expect(code).toBe(2)
    expect(stderr).toContain('no column for the item; name it with --map item=COLUMN (it has time, visitor, thing)')
  })

  it('maps names of events, and ignores those that are no step', async () => {
    const rows = [
      '1700000000,ann,A,pdp',
      '1700000001,ann,,search',
      '1700000002,ann,B,addToCart',
      '1700000003,ann,C,scroll_deep',
      '1700000004,ann,D,wink',
    ]
    const path = file('e.csv', [HEADER.join(','), ...rows].join('\n'))
    const { counts } = await prepared('--events', path, '--map-events', 'pdp=view_item,scroll_deep=ignore', ...ALL)
    expect(counts).toMatchObject({ rows: 5, ignored: 2, rejected: 0, interactions: 3 })
    expect(await histories()).toEqual(['1:1:A@1700000000 1:3:B@1700000002 1:0:D@1700000004'])
  })
})

describe('bad rows', () => {
  const good = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${1700000000 + i},v${i % 7},"item ""${i % 5}""\n, broken",view`)

  it.each<[string, (text: string) => string | Buffer]>([
    ['e.csv', (text) => text],
    ['e.csv.gz', (text) => gzipSync(text)],
  ])('lists them with line, reason and text: %s', async (name, pack) => {
    const lines = [
      HEADER.join(','),
      ...good(2), // four lines, 2 to 5
      'yesterday,ann,A,view',
      '',
      '1700000000,ann,A',
      ...good(1),
      '1700000000,,A,view',
      '1700000000,ann,  ,view',
      '1700000000,ann,"never closed,view',
      '1700000000,ann,"closed"early,view',
      ...good(300),
      '3,ann,A,view',
    ]
    const path = file(name, pack(lines.join('\n')))
    const { code, stdout } = await prepare('--events', path, ...ALL, '--max-rejected', '5%')
    expect(code).toBe(0)
    expect(JSON.parse(stdout).counts).toMatchObject({ rows: 310, rejected: 7, interactions: 303 })
    expect(rejectedLines()).toEqual([
      { file: path, line: 6, reason: 'time "yesterday" is not epoch seconds', text: 'yesterday,ann,A,view' },
      { file: path, line: 8, reason: '3 fields, the header names 4', text: '1700000000,ann,A' },
      { file: path, line: 11, reason: 'visitor is empty', text: '1700000000,,A,view' },
      { file: path, line: 12, reason: 'item is empty', text: '1700000000,ann,  ,view' },
      { file: path, line: 13, reason: expect.stringContaining('quote'), text: '1700000000,ann,"never closed,view' },
      { file: path, line: 14, reason: 'text follows a closing quote', text: '1700000000,ann,"closed"early,view' },
      { file: path, line: 615, reason: 'time "3" is not epoch seconds', text: '3,ann,A,view' },
    ])
    const items = await readItems(await openDataset(out))
    expect(items[0].id).toBe('item "0"\n, broken')
  })

  it('lists bad lines of JSON', async () => {
    const lines = [...jsonLines().split('\n'), '{"time":', '[1]', '{"time":1700000000,"visitor":"x","item":null}']
    const path = file('e.jsonl', lines.join('\n'))
    await prepared('--events', path, ...ALL, '--max-rejected', '.5')
    expect(rejectedLines().map(({ line, reason }) => [line, reason])).toEqual([
      [6, 'not valid JSON'],
      [7, 'not a JSON object'],
      [8, 'item is empty'],
    ])
  })

  it('takes a quote that does not pair in a TSV for a character', async () => {
    const path = file(
      'e.tsv',
      'time\tvisitor\titem\n1700000000\tann\t"5 pack\n1700000001\tann\t"a\tb"\n1700000002\tann\tx"y\n',
    )
    await prepared('--events', path, ...ALL)
    expect(await histories()).toEqual(['1:1:"5 pack@1700000000 1:1:a\tb@1700000001 1:1:x"y@1700000002'])
  })

  it('stops with exit 1 above --max-rejected, keeps the list and the older dataset', async () => {
    await prepared('--events', file('good.csv', table(',')), ...ALL)
    const before = readFileSync(join(out, 'dataset.json'), 'utf8')
    const bad = file('bad.csv', `${table(',')}\nnever,ann,A,view\n`)
    const { code, stdout, stderr } = await prepare('--events', bad, ...ALL, '--max-rejected', '0.1')
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/1 of 6 rows \(16\.7 %\) are bad, more than --max-rejected 0\.1 allows/)
    expect(stderr).toContain(`${out}.rejected.jsonl`)
    expect(rejectedLines(`${out}.rejected.jsonl`)).toMatchObject([{ line: 7, text: 'never,ann,A,view' }])
    expect(readFileSync(join(out, 'dataset.json'), 'utf8')).toBe(before)
    expect(readdirSync(folder).sort()).toEqual(['bad.csv', 'data', 'data.rejected.jsonl', 'good.csv'])
  })

  it.each<[string, string | Buffer, RegExp]>([
    ['empty.csv', '', /is empty/],
    ['header.csv', 'time,visitor,item\n', /no row is left/],
    ['array.json', '[{"time":1}]', /one JSON array/],
    ['cut.csv.gz', gzipSync(table(',')).subarray(0, 40), /cannot be read: unexpected end of file/],
    ['bad.parquet', 'PAR1 this is no Parquet PAR1', /cannot be read as Parquet/],
    ['times.csv', 'time,visitor,item\nfoo,ann,A\n', /column "time" holds no time that can be read \("foo"\)/],
  ])('says what is wrong with %s', async (name, content, message) => {
    const { code, stderr } = await prepare('--events', file(name, content))
    expect(stderr).toMatch(message)
    expect(code).toBe(1)
    expect(readdirSync(folder)).toEqual([name])
  })
})

describe('sequences', () => {
  it('ends a session after the gap, and measures gaps and dwells as the model does', async () => {
    const at = [0, 60, 60 + 1800, 60 + 1800 + 1801, 60 + 1800 + 1801 + 5]
    const rows = at.map((seconds, i) => `${1700000000 + seconds},ann,I${i}`)
    await prepared('--events', file('e.csv', `time,visitor,item\n${rows.reverse().join('\n')}`), ...ALL)
    const [{ sessions, gaps, dwells, times, targets }] = await sequences()
    expect([...sessions]).toEqual([1, 1, 1, 2, 2])
    expect([...gaps]).toEqual([Number.NaN, 60, 1800, 1801, 5])
    expect([...dwells]).toEqual([60, 600, Number.NaN, 5, Number.NaN])
    expect([...targets]).toEqual([1, 1, 1, 1, 1])
    expect(timing(times, sessions)).toEqual({ gaps, dwells })
  })

  it('takes sessions that are given, in the order in which they begin', async () => {
    const rows = ['50,ann,s2,C', '40,ann,s1,B', '10,ann,s1,A', '60,,s3,D', '61,,s3,E', '70,,s4,F']
    const text = rows.map((row) => `17000000${row}`).join('\n')
    const { sessionGapMinutes } = await prepared('--events', file('e.csv', `time,user,session,item\n${text}`), ...ALL)
    expect(sessionGapMinutes).toBeNull()
    expect(await histories()).toEqual([
      '1:1:A@1700000010 1:1:B@1700000040 2:1:C@1700000050',
      // nobody's name: each session is a sequence of its own
      '1:1:D@1700000060 1:1:E@1700000061',
      '1:1:F@1700000070',
    ])
  })

  it('keeps the order of the file where the clock is too coarse', async () => {
    const rows = ['C', 'A', 'B', 'D'].map((item) => `1700000000,ann,${item}`)
    await prepared('--events', file('e.csv', `time,visitor,item\n${rows.join('\n')}`), ...ALL)
    expect((await histories())[0].match(/[A-D](?=@)/g)).toEqual(['C', 'A', 'B', 'D'])
  })

  it('makes baskets of orders, and refunds of negative quantities', async () => {
    const rows = ['1700000000,ann,1,A,2', '1700000000,ann,1,B,1', '1700090000,ann,2,A,-2']
    const path = file('e.csv', `time,user,order,item,qty\n${rows.join('\n')}`)
    const { task } = await prepared('--events', path, '--map', 'session=order', '--baskets', ...ALL)
    expect(task).toBe('next-basket')
    const [{ events, sessions }] = await sequences()
    expect([...sessions]).toEqual([1, 1, 2])
    expect([...events]).toEqual(['purchase', 'purchase', 'refund'].map(eventIndex))
  })

  it('encodes context columns, most frequent value first, 0 unknown', async () => {
    const rows = ['desktop,it', 'mobile,', 'mobile,de', ',de'].map((row, i) => `${1700000000 + i},ann,A,${row}`)
    const path = file('e.csv', `time,visitor,item,device,land\n${rows.join('\n')}`)
    const { contextColumns, contextValues } = await prepared('--events', path, '--map', 'context.country=land', ...ALL)
    expect(contextColumns.sort()).toEqual(['country', 'device'])
    expect(contextValues).toEqual({ device: ['mobile', 'desktop'], country: ['de', 'it'] })
    const [{ context }] = await sequences()
    expect(context).toEqual({ device: Uint8Array.of(2, 1, 1, 0), country: Uint8Array.of(2, 0, 1, 1) })
  })
})

describe('the label', () => {
  it('calls simulated what lies beside the truth of a simulation, or is said to be', async () => {
    const path = file('e.csv', table(','))
    expect((await prepared('--events', path, ...ALL)).synthetic).toBe(false)
    expect((await prepared('--events', path, '--synthetic', ...ALL)).synthetic).toBe(true)
    file('truth.json', '{ "synthetic": true, "effects": {} }')
    expect((await prepared('--events', path, ...ALL)).synthetic).toBe(true)
  })
})

describe('items', () => {
  it('gives rows by support, drops rare and unknown items, and accounts for every row', async () => {
    // Ten sessions of one visitor each, in time order; the last two are test, the two before validation.
    const baskets = ['AB', 'AB', 'AB', 'AC', 'BA', 'A', 'ABX', 'AB', 'BAN', 'BC']
    const rows = baskets.flatMap((basket, day) =>
      [...basket].map((item, i) => `${1700000000 + day * 86400 + i},v${day},${item}`),
    )
    rows.push('1700000000,v0,POST')
    const items = file(
      'items.csv',
      'sku,name,price,category,brand\nA,Kettle,9.5,Kitchen > Tea,Acme\nPOST,Postage,3,,\nB,,,Toys/Wood,\n',
    )
    const { counts } = await prepared(
      ...['--events', file('e.csv', `time,visitor,item\n${rows.join('\n')}`), '--items', items],
      ...[
        '--exclude-title',
        '^post',
        '--min-support',
        '4',
        '--validation',
        '.2',
        '--test',
        '.2',
        '--visitors',
        '0',
        '--json',
      ],
    )
    expect(counts).toMatchObject({
      rows: 22,
      excluded: 1,
      kept: 21,
      belowSupport: 2, // C
      unknownItems: 2, // X and N come after train
      tooShort: 3, // v3's A without C, v5's A, v9's B
      items: 2,
      interactions: 14,
    })
    expect(await readItems(await openDataset(out))).toEqual([
      { id: 'A', title: 'Kettle', price: 9.5, category: ['Kitchen', 'Tea'], brand: 'Acme', support: 6 },
      { id: 'B', category: ['Toys', 'Wood'], support: 4 },
    ])
  })

  it('leaves out items by id, and takes prices from the events where the items have none', async () => {
    const rows = ['A,3', 'A,5', 'A,4', 'B,1', 'C,1'].map((row, i) => `${1700000000 + i},ann,${row}`)
    const path = file('e.csv', `time,visitor,item,price\n${rows.join('\n')}`)
    const { counts } = await prepared(
      '--events',
      path,
      '--exclude-item',
      'B,D',
      '--exclude-item',
      `@${file('fees', 'C\n')}`,
      ...ALL,
    )
    expect(counts).toMatchObject({ excluded: 2, items: 1 })
    expect(await readItems(await openDataset(out))).toEqual([{ id: 'A', price: 4, support: 3 }])
  })
})

describe('sessions files', () => {
  it('reads one session a line; validation is the end of the file, test its own file', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => (i % 2 ? `${i % 5},7 7` : `7  ${i % 5}`))
    lines.splice(3, 0, '', 'a\u0000b')
    const { counts, clock, shards } = await prepared(
      ...['--sessions', file('train.txt.gz', gzipSync(lines.join('\n')))],
      ...['--test-sessions', file('test.txt', '7 1\n99 98\n3\n')],
      ...['--min-support', '1', '--max-rejected', '.1', '--json'],
    )
    expect(clock).toBe(false)
    expect(counts).toMatchObject({ rows: 107, rejected: 2, kept: 105, unknownItems: 2, tooShort: 1 })
    expect(rejectedLines().map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'no items'],
      [5, 'not UTF-8 text'],
    ])
    expect(shards.train[0].sequences).toBe(38)
    const validation = await sequences('validation')
    expect(validation.map(({ id }) => id)).toEqual([38, 39])
    expect(validation[1].rows.length).toBe(3)
    const [test] = await sequences('test')
    expect([...test.times, ...test.gaps, ...test.dwells].every(Number.isNaN)).toBe(true)
    expect([...test.targets]).toEqual([1, 1])
  })
})

describe('a run that ends early', () => {
  it('leaves nothing behind when it is interrupted', async () => {
    const rows = Array.from({ length: 150_000 }, (_, i) => `${1700000000 + i},v${i % 999},I${i % 99}`)
    const events = file('e.csv', `time,visitor,item\n${rows.join('\n')}`)
    const program = await bundledProgram(folder, 'prepare')
    const before = readdirSync(folder)

    const child = spawn(process.execPath, [program, 'prepare', '--events', events, '--out', out])
    let during: string[] = []
    child.stderr.on('data', (text: Buffer) => {
      if (!text.toString().includes('time is in')) return
      during = readdirSync(folder)
      child.kill('SIGINT')
    })
    const [, signal] = await once(child, 'exit')

    expect(during.filter((name) => name.endsWith('.partial'))).toHaveLength(1)
    expect(signal).toBe('SIGINT')
    expect(readdirSync(folder)).toEqual(before)
  })
})

describe('the audit', () => {
  /** Eight views of a person on each of two evenings, and a robot that opens everything every 25 seconds. */
  function visited(): string {
    const lines: string[] = []
    for (let visitor = 0; visitor < 3; visitor++)
      for (let i = 0; i < 16; i++) {
        const time = 1_700_000_000 + visitor * 40_000 + Math.floor(i / 8) * 86_400 + (i % 8) * 40 + ((i * 7) % 5) * 3
        lines.push(`${time},person${visitor},i${(i * 3 + visitor) % 9},view_item`)
      }
    for (let i = 0; i < 40; i++) lines.push(`${1_700_000_000 + i * 0.25},robot,i${i % 12},view_item`)
    return file('events.csv', [HEADER.join(','), ...lines].join('\n'))
  }

  it('leaves out who clicks faster than anyone reads, and says why', async () => {
    const { counts, audit } = await prepared('--events', visited(), ...ALL)
    expect(counts).toMatchObject({ rows: 88, audited: 40, kept: 48, interactions: 48, sequences: 3 })
    expect(audit).toMatchObject({ visitors: 1, sessions: 0, interactions: 40, reasons: { 'no-pause': 1 }, norms: null })
    const [line, ...others] = readFileSync(join(out, 'audited.jsonl'), 'utf8').trim().split('\n')
    expect(others).toEqual([])
    expect(JSON.parse(line)).toEqual({
      from: '2023-11-14T22:13:20.000Z',
      to: '2023-11-14T22:13:29.750Z',
      interactions: 40,
      removed: 'all',
      reasons: ['no-pause'],
    })
    expect(line).not.toContain('robot')
  })

  it('keeps everybody where it is off', async () => {
    const { counts, audit } = await prepared('--events', visited(), '--audit', 'off', ...ALL)
    expect(counts).toMatchObject({ audited: 0, kept: 88, sequences: 4 })
    expect(audit).toBeNull()
  })

  it('stops where nothing would be left', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `${1_700_000_000 + i * 0.25},robot,i${i % 12},view_item`)
    const { code, stderr } = await prepare('--events', file('events.csv', [HEADER.join(','), ...lines].join('\n')))
    expect(code).toBe(1)
    expect(stderr).toContain('--audit off keeps them')
  })
})

it('marks what recommendations led to, and trains on it with half the weight', async () => {
  const rows = ['x,view_item,', 'y,view_item,r-1:2', 'z,view_item,', 'x,view_item,0'].map(
    (row, i) => `${1_700_000_000 + 40 * i},a,${row}`,
  )
  const events = file('events.csv', [[...HEADER, 'attribution'].join(','), ...rows].join('\n'))
  await prepared('--events', events, ...ALL)
  const [sequence] = await sequences()
  expect([...sequence.recommended!]).toEqual([0, 1, 0, 0])
  const [window] = windowsOf(sequence, 50, 'next-item', createRandom(1))
  expect(window.weights).toEqual([0.5, 1, 1])
})
