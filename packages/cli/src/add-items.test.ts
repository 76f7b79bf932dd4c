import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addItemsCommand } from './add-items.ts'
import { capturedRun } from './captured-run.ts'
import { checkCommand } from './check.ts'
import { prepareCommand } from './prepare.ts'
import { pretrainCommand } from './pretrain.ts'
import { publishCommand } from './publish.ts'
import { type PublishedModel, readPublished } from './published-model.ts'
import { simulateCommand } from './simulate.ts'

let folder: string
let published: PublishedModel
const at = (name: string) => join(folder, name)
const addItems = (...argv: string[]) => capturedRun(addItemsCommand, ['add-items', ...argv])
const SMALL = ['--dimension', '16', '--epochs', '3', '--negatives', '64']

async function done(run: Promise<{ code: number; stderr: string }>): Promise<void> {
  const { code, stderr } = await run
  expect(code, stderr).toBe(0)
}

/** Cosine of two item rows. */
function cosine({ model }: PublishedModel, a: number, b: number): number {
  const d = model.config.dimension
  const rows = new Float32Array(2 * d)
  model.copyRow(a, rows, 0)
  model.copyRow(b, rows, d)
  let dot = 0
  for (let i = 0; i < d; i++) dot += rows[i] * rows[d + i]
  return dot
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-add-'))
  const shop = ['--items', '150', '--visitors', '500', '--days', '30', '--seed', '3', '--out', at('shop')]
  await done(capturedRun(simulateCommand, ['simulate', ...shop]))
  // A column of the shop's own: whether an item is dear.
  const [head, ...lines] = gunzipSync(readFileSync(at('shop/items.tsv.gz')))
    .toString('utf8')
    .trim()
    .split('\n')
  const price = head.split('\t').indexOf('price')
  const tsv = lines.map((line) => `${line}\t${Number(line.split('\t')[price]) > 50 ? 'dear' : 'cheap'}`)
  writeFileSync(at('items.tsv'), [`${head}\ttier`, ...tsv].join('\n'))
  const files = ['--events', at('shop/events.tsv.gz'), '--items', at('items.tsv'), '--map-items', 'attribute.tier=tier']
  await done(capturedRun(prepareCommand, ['prepare', ...files, '--out', at('data')]))
  await done(capturedRun(pretrainCommand, ['pretrain', at('data'), ...SMALL, '--out', at('model')]))
  await done(capturedRun(publishCommand, ['publish', at('model'), '--out', at('published')]))
  published = await readPublished(at('published'))
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('penchant add-items', () => {
  it('gives a new item the place of those like it, and leaves the others as they are', async () => {
    const { title, category, brand, price } = published.catalogue.item(1)
    const twin = {
      id: 'new-1',
      title,
      category: category!.join('>'),
      brand,
      price,
      tier: price! > 50 ? 'dear' : 'cheap',
    }
    const known = { ...twin, id: published.catalogue.item(2).id, title: 'not taken' }
    writeFileSync(at('new.jsonl'), [twin, known, { id: 'blank' }].map((item) => JSON.stringify(item)).join('\n'))
    const options = ['--map-items', 'attribute.tier=tier', '--out', at('grown'), '--json']
    const { code, stdout, stderr } = await addItems(at('published'), '--items', at('new.jsonl'), ...options)
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ added: 1, present: 1, unknown: 1, items: published.manifest.items + 1 })

    const grown = await readPublished(at('grown'))
    const row = grown.catalogue.row('new-1')
    expect(row).toBe(published.manifest.items + 1)
    expect(grown.catalogue.item(row)).toEqual({ id: 'new-1', title, category, brand, price })
    expect(grown.catalogue.item(2).title).toBe(published.catalogue.item(2).title)
    expect(cosine(grown, 3, 7)).toBe(cosine(published, 3, 7))
    expect(grown.neighbours.of(5)).toEqual(published.neighbours.of(5))
    expect(grown.neighbours.of(row).rows).toHaveLength(0)
    expect(grown.popularity[row - 1]).toBe(0)

    const others = Array.from({ length: published.manifest.items }, (_, i) => i + 1)
    const alike = others.filter((other) => grown.catalogue.category(other) === grown.catalogue.category(row))
    const mean = (rows: number[]) => rows.reduce((sum, other) => sum + cosine(grown, row, other), 0) / rows.length
    expect(mean(alike)).toBeGreaterThan(mean(others) + 0.2)
  })

  it.each(['int4', 'pq'] as const)('appends rows to a table that is packed as %s', async (size) => {
    await done(capturedRun(publishCommand, ['publish', at('model'), '--size', size, '--out', at(size)]))
    const { title, category, brand, price } = published.catalogue.item(1)
    const twin = { id: 'new-1', title, category: category!.join('>'), brand, price }
    writeFileSync(at('twin.jsonl'), JSON.stringify({ ...twin, tier: price! > 50 ? 'dear' : 'cheap' }))
    const options = ['--map-items', 'attribute.tier=tier', '--out', at(`${size}-grown`)]
    await done(addItems(at(size), '--items', at('twin.jsonl'), ...options))
    await done(capturedRun(checkCommand, ['check', at(`${size}-grown`)]))
    const [before, grown] = [await readPublished(at(size)), await readPublished(at(`${size}-grown`))]
    expect(grown.manifest.table).toEqual({ ...before.manifest.table, exact: before.manifest.table!.exact + 1 })
    expect(grown.table.data.subarray(0, before.table.data.length)).toEqual(before.table.data)
    const inPlain = await readPublished(at('grown'))
    const [row, other] = [grown.catalogue.row('new-1'), inPlain.catalogue.row('new-1')]
    const rows = new Float32Array(2 * 16)
    grown.model.copyRow(row, rows, 0)
    inPlain.model.copyRow(other, rows, 16)
    expect(rows.subarray(0, 16).reduce((sum, value, i) => sum + value * rows[16 + i], 0)).toBeGreaterThan(0.999)
  })

  it('says so where nothing is new, or nothing is known', async () => {
    writeFileSync(at('blank.jsonl'), JSON.stringify({ id: 'blank', title: '' }))
    expect(await addItems(at('published'), '--items', at('blank.jsonl'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no new item to add: 0 have a row already, of 1 nothing is known'),
    })
    const off = ['--tower', 'off', '--epochs', '1']
    await done(capturedRun(pretrainCommand, ['pretrain', at('data'), ...SMALL, ...off, '--out', at('plain')]))
    await done(capturedRun(publishCommand, ['publish', at('plain'), '--out', at('bare')]))
    expect(await addItems(at('bare'), '--items', at('blank.jsonl'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no item tower'),
    })
  })

  it('goes on training where it stopped, the tower too', async () => {
    const more = ['pretrain', at('data'), ...SMALL, '--epochs', '4', '--out', at('model'), '--json']
    const { code, stdout, stderr } = await capturedRun(pretrainCommand, [...more, '--resume'])
    expect(code, stderr).toBe(0)
    const losses = JSON.parse(stdout).curve.map(({ loss }: { loss: number }) => loss)
    expect(losses).toHaveLength(4)
    expect(losses[3]).toBeLessThan(losses[2])
  })
})
