import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '@penchant/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capturedRun } from './captured-run.ts'
import { openDataset, readItems, readSequences } from './dataset.ts'
import { evaluateCommand } from './evaluate.ts'
import { prepareCommand } from './prepare.ts'
import { pretrainCommand } from './pretrain.ts'
import { publishCommand } from './publish.ts'
import { readPublished } from './published-model.ts'
import { sampleQuestions } from './sample-questions.ts'

const folder = mkdtempSync(join(tmpdir(), 'penchant-bad-input-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)

const prepare = (...argv: string[]) => capturedRun(prepareCommand, ['prepare', ...argv])
const SMALL = ['--dimension', '16', '--epochs', '1', '--negatives', '16', '--batch-positions', '128']
const pretrain = (...argv: string[]) => capturedRun(pretrainCommand, ['pretrain', ...SMALL, ...argv])
const publish = (...argv: string[]) => capturedRun(publishCommand, ['publish', ...argv])
const evaluate = (...argv: string[]) => capturedRun(evaluateCommand, ['evaluate', '--bootstrap', '20', ...argv])

async function done(run: Promise<{ code: number; stdout: string; stderr: string }>) {
  const result = await run
  expect(result.code, result.stderr).toBe(0)
  return result
}
/** The one sentence that a failed run ends with. */
async function refused(run: Promise<{ code: number; stderr: string }>, code = 1): Promise<string> {
  const { code: found, stderr } = await run
  expect(found, stderr).toBe(code)
  expect(stderr).not.toMatch(/TypeError|RangeError|undefined|NaN/)
  return stderr.trim().split('\n').at(-1)!
}

function file(name: string, lines: string[]): string {
  writeFileSync(at(name), `${lines.join('\n')}\n`)
  return at(name)
}

const ITEMS = Array.from({ length: 12 }, (_, i) => `i${i}`)
const PRICES = ['', 'NaN', '-5', '12.5', 'null', '0', '13.5']
/** Seventy visits in which one item leads to the next, with prices of every kind and a context column of nothing. */
const EVENTS = (() => {
  const random = createRandom(3)
  const lines = ['time,visitor,item,price,land']
  for (let visitor = 0; visitor < 70; visitor++) {
    let item = random.below(ITEMS.length)
    for (let i = 0; i < 4; i++) {
      const time = 1_700_000_000 + visitor * 50_000 + i * 60 + random.below(50)
      lines.push(`${time},v${visitor},${ITEMS[item]},${PRICES[lines.length % PRICES.length]},NULL`)
      item = (item + 1) % ITEMS.length
    }
  }
  return lines
})()

let events: string
beforeAll(() => {
  events = file('events.csv', EVENTS)
})

describe('columns that say nothing', () => {
  it('are left out, and the shop is learnt, published and measured without them', async () => {
    const items = file('null.csv', ['id,title,brand,colour,weight', ...ITEMS.map((id) => `${id},,NULL,\\N,nan`)])
    const map = ['--map-items', 'attribute.colour=colour,number.weight=weight', '--map', 'context.land=land']
    await done(prepare('--events', events, '--items', items, ...map, '--out', at('null')))
    const dataset = await openDataset(at('null'))
    expect(dataset.contextValues).toEqual({ land: [] })
    expect((await readItems(dataset)).every((item) => !('attributes' in item || 'brand' in item))).toBe(true)

    await done(pretrain(at('null'), '--context', 'on', '--out', at('null-model')))
    await done(publish(at('null-model'), '--out', at('null-published')))
    const { manifest } = await readPublished(at('null-published'))
    expect(manifest.config.context!.fields.map(({ name }) => name)).toEqual(['hour', 'weekday'])
    const { stdout } = await done(evaluate(at('null-published'), '--data', at('null'), '--json'))
    const { rows, differences } = JSON.parse(stdout)
    // JSON writes NaN as null.
    expect(JSON.stringify([rows, differences, manifest.metrics])).not.toContain('null')
    expect(rows[0]).toMatchObject({ method: 'penchant', 'NDCG@10': expect.any(Number) })
  }, 60_000)

  it('a context value that is a whole text is unknown, since no manifest holds it', async () => {
    const rows = ['x'.repeat(201), 'de', 'x'.repeat(201), 'y'.repeat(200)].map(
      (land, i) => `${1_700_000_000 + i},ann,A,${land}`,
    )
    const all = ['--min-support', '1', '--validation', '0', '--test', '0', '--visitors', '0']
    const lands = file('lands.csv', ['time,visitor,item,land', ...rows])
    await done(prepare('--events', lands, '--map', 'context.land=land', ...all, '--out', at('lands')))
    expect((await openDataset(at('lands'))).contextValues).toEqual({ land: ['de', 'y'.repeat(200)] })
    const many = Array.from({ length: 17 }, (_, i) => `context.c${i}=land`).join(',')
    expect(await refused(prepare('--events', lands, '--map', many, ...all, '--out', at('lands')), 2)).toMatch(
      /--map names 17 context columns, and a model goes by 16 at most; leave out/,
    )
  })

  it('prices that are none count for nothing, and what no single-precision number holds is a bad row', async () => {
    const rows = ['A,NaN', 'A,-3', 'A,', 'A,1e39', 'A,2', 'B,1e38', 'B,', 'C,-1', 'C,0'].map(
      (row, i) => `${1_700_000_000 + i},ann,${row}`,
    )
    const all = ['--min-support', '1', '--validation', '0', '--test', '0', '--visitors', '0', '--max-rejected', '.2']
    await done(prepare('--events', file('prices.csv', ['time,visitor,item,price', ...rows]), ...all, '--out', at('p')))
    const prices = (await readItems(await openDataset(at('p')))).map(({ id, price }) => [id, price])
    expect(prices).toEqual([
      ['A', 2],
      ['B', expect.closeTo(1e38, -33)],
      ['C', undefined],
    ])
    expect(JSON.parse(readFileSync(at('p/rejected.jsonl'), 'utf8'))).toMatchObject({
      line: 5,
      reason: 'price "1e39" is no number, or too large a one',
    })
  })
})

describe('an items file', () => {
  const given = (lines: string[], ...argv: string[]) =>
    prepare('--events', events, '--items', file('items.csv', lines), ...argv, '--out', at('items'))

  it('without ids, or with ids of another kind, is refused with what it has', async () => {
    expect(await refused(given(['name,cost', 'Kettle,3']), 2)).toMatch(
      /no column for the item id; name it with --map-items id=COLUMN \(it has name, cost\)/,
    )
    expect(await refused(given(['id,title', 'SKU-1,Kettle']))).toMatch(
      /none of the 12 items.*its ids are such as "SKU-1".*such as "i\d+"; name the right column with --map-items id=/,
    )
    expect(await refused(given(['id,title']))).toContain('it has no item at all')
  })

  it('may repeat an id and miss items: the first line counts, and both are said', async () => {
    const lines = [...ITEMS.slice(2), 'i2'].map((id, i) => `${id},Title ${i}`)
    const { stderr } = await done(given(['id,title', ...lines]))
    expect(stderr).toContain('items: 1 lines repeat an id; the first line of an item counts')
    expect(stderr).toContain('items: 2 of 12 items have no line in')
    const titles = new Map((await readItems(await openDataset(at('items')))).map(({ id, title }) => [id, title]))
    expect([titles.get('i0'), titles.get('i2'), titles.get('i11')]).toEqual([undefined, 'Title 0', 'Title 9'])
  })

  it('with a title of a megabyte, or a negative price, has bad rows that are listed', async () => {
    const lines = ITEMS.map((id) => `${id},Title,4`)
      .with(3, `i3,${'wool '.repeat(200_000)},4`)
      .with(5, 'i5,Title,-3')
    const rows = ['id,title,price', ...lines]
    expect(await refused(given(rows))).toMatch(/2 of 12 rows .* are bad, more than --max-rejected 0.01 allows/)
    await done(given(rows, '--max-rejected', '.2'))
    const rejected = readFileSync(at('items/rejected.jsonl'), 'utf8').trim().split('\n')
    expect(rejected.map((line) => JSON.parse(line)).map(({ line, reason }) => [line, reason])).toEqual([
      [5, expect.stringMatching(/^title is longer than 2000 characters; .*--map-items title=COLUMN/)],
      [7, 'price "-3" is no number from 0'],
    ])
  })
})

describe('too little', () => {
  const ONE = ['time,visitor,item', ...Array.from({ length: 30 }, (_, i) => `${1_700_000_000 + i * 60},ann,i${i % 3}`)]

  it('one session falls into no train split, and the sentence says what to lower', async () => {
    const one = file('one.csv', ONE)
    expect(await refused(prepare('--events', one, '--visitors', '0', '--out', at('x')))).toMatch(
      /no interaction falls into the train split.* all 30 of them; lower --validation and --test/,
    )
    expect(await refused(prepare('--events', events, '--min-support', '5000', '--out', at('x')))).toMatch(
      /no item has 5000 interactions in the train split \(the most frequent has \d+\); lower --min-support/,
    )
  })

  it('without validation and test splits: a model with the standard mix, and no number that was not measured', async () => {
    const all = ['--validation', '0', '--test', '0', '--visitors', '0', '--out', at('all')]
    await done(prepare('--events', file('one.csv', ONE), ...all))
    const { stderr } = await done(pretrain(at('all'), '--out', at('all-model')))
    expect(stderr).toContain('no validation targets')
    expect(stderr).not.toContain('NDCG@10')
    expect(await refused(publish(at('all-model'), '--size', 'int4', '--out', at('packed')))).toMatch(
      /not published: no validation question says what int4 loses; publish int8, or prepare with --validation/,
    )
    const published = await done(publish(at('all-model'), '--out', at('all-published')))
    expect(published.stderr).toContain('no validation question: the mix is the standard one and nothing is measured')
    const { manifest } = await readPublished(at('all-published'))
    expect(manifest.metrics).toEqual({})
    expect(manifest.mix).toEqual({
      ...{ coVisitation: 0.5, coVisitationDecay: 0.75, memory: 0, memoryDecay: 0.8, secondHop: 0.6 },
    })
    // Known before anything is fitted.
    const asked = await evaluate(at('all-published'), '--data', at('all'))
    expect(asked).toMatchObject({ code: 1, stdout: '', stderr: expect.not.stringContaining('fitting') })
    expect(asked.stderr).toMatch(/no question in the test split of .*all; ask another --split, or prepare with more/)
  }, 60_000)

  it('one item is a dataset, and nothing to learn from', async () => {
    const lines = EVENTS.map((line) => line.replace(/,i\d+,/, ',i0,'))
    const { stdout } = await done(prepare('--events', file('single.csv', lines), '--json', '--out', at('single')))
    expect(JSON.parse(stdout).counts).toMatchObject({ items: 1 })
    expect(await refused(pretrain(at('single'), '--out', at('x')))).toMatch(
      /single has 1 item, and two are needed to learn from; prepare with a lower --min-support \(it was 5\)/,
    )
  })
})

describe('a session of 10,000 events', () => {
  const LONG = 10_000
  const long = Array.from({ length: LONG }, (_, i) => {
    const time = 1_700_000_000 + i * 7 + ((i * i) % 5)
    return `${time},long,${ITEMS[(i * 7 + i * i) % ITEMS.length]},,`
  })
  /** The same visitor again, when the test split has begun. */
  const again = ['i1', 'i2'].map((item, i) => `${1_700_000_000 + 69 * 50_000 + i * 60},long,${item},,`)

  it('is a robot to the audit; without, it is learnt in windows, and asked about with all of it', async () => {
    const path = file('long.csv', [...EVENTS, ...long, ...again])
    const audited = await done(prepare('--events', path, '--json', '--out', at('long')))
    expect(JSON.parse(audited.stdout)).toMatchObject({ counts: { audited: LONG + 2 }, audit: { visitors: 1 } })
    expect(readFileSync(at('long/audited.jsonl'), 'utf8')).toContain('endless-session')

    await done(prepare('--events', path, '--audit', 'off', '--visitors', '0', '--out', at('long')))
    const lengths: number[] = []
    for await (const { rows } of readSequences(await openDataset(at('long')), 'test')) lengths.push(rows.length)
    expect(Math.max(...lengths)).toBe(LONG + 2)
    await done(pretrain(at('long'), '--context', 'off', '--out', at('long-model')))
    await done(publish(at('long-model'), '--out', at('long-published')))
    const { stdout } = await done(evaluate(at('long-published'), '--data', at('long'), '--json'))
    expect(JSON.stringify(JSON.parse(stdout).rows)).not.toContain('null')
  }, 60_000)

  it('asks no more of validation than other visitors do, and from its first to its last part', async () => {
    const session = Array.from({ length: LONG }, (_, i) => ITEMS[(i * 7 + i * i) % ITEMS.length]).join(' ')
    const path = file('sessions.txt', [session, session, 'i0 i8 i6'])
    await done(prepare('--sessions', path, '--validation', '.67', '--min-support', '1', '--out', at('sessions')))
    const ends = (await sampleQuestions(await openDataset(at('sessions')), 4000, 1)).map(({ end }) => end)
    expect(ends).toHaveLength(200 + 2)
    const long = ends.filter((end) => end > 2)
    expect([Math.min(...long), Math.max(...long)].map((end) => end / LONG)).toEqual([
      expect.closeTo(0, 1),
      expect.closeTo(1, 1),
    ])
  })
})
