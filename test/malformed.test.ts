import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { capturedRun } from '../packages/cli/src/captured-run.ts'
import { DataError } from '../packages/cli/src/errors.ts'
import { prepareCommand } from '../packages/cli/src/prepare.ts'
import { readPublished } from '../packages/cli/src/published-model.ts'
import { checkInteractions } from '../packages/engine/src/check-interactions.ts'
import { publishTiny } from '../packages/engine/test/publish-tiny.ts'
import {
  createRandom,
  decodeCheckpoint,
  decodeTable,
  decodeWeights,
  encodeCheckpoint,
} from '../packages/model/src/index.ts'
import { type Manifest, readCatalogue, readManifest } from '../packages/protocol/src/index.ts'
import { decodeNeighbours } from '../packages/ranking/src/index.ts'
import { interactionsFromEvent } from '../packages/sdk/src/interactions-from-event.ts'

/** The demo's own artefact, mutated: what a broken upload, a wrong tool or an attacker would send. */
const SHOP = join(import.meta.dirname, '../demo/shop')
const read = (start: string) =>
  new Uint8Array(readFileSync(join(SHOP, readdirSync(SHOP).find((name) => name.startsWith(start))!)))
const manifestBytes = read('manifest')
const manifest = JSON.parse(new TextDecoder().decode(manifestBytes)) as Manifest
const RUNS = 1250

const random = createRandom(20_251)
const pick = <T>(list: readonly T[]): T => list[random.below(list.length)]
const STRANGE = [
  null,
  true,
  -1,
  0,
  1e308,
  Number.NaN,
  '',
  'x'.repeat(2000),
  '__proto__',
  '<script>',
  [],
  [[]],
  {},
  { length: 9e9 },
  '\u0000',
  2 ** 53,
]

/** The same bytes cut, lengthened, or with some of them changed. */
function mutateBytes(bytes: Uint8Array): Uint8Array {
  const kind = random.below(4)
  if (kind === 0) return bytes.slice(0, random.below(bytes.length))
  if (kind === 1) return Uint8Array.from([...bytes.slice(0, 64), ...bytes])
  const changed = bytes.slice()
  for (let i = 1 + random.below(kind === 2 ? 3 : 300); i > 0; i--)
    changed[random.below(changed.length)] = random.below(256)
  return changed
}

/** The same value with one of its parts, at any depth, taken out or put wrong. */
function mutateValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random.below(4) === 0) return pick(STRANGE)
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>
  const keys = Object.keys(copy)
  if (keys.length === 0) return pick(STRANGE)
  const key = pick(keys)
  if (random.below(5) === 0) delete copy[key]
  else copy[key] = mutateValue(copy[key])
  return copy
}

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value) ?? '')

/** Runs it `RUNS` times: each either works or says in a sentence, by the agreed name, what is wrong. */
function survives(name: string, errorName: string, once: () => unknown): void {
  it(`${name}: ${RUNS} malformed inputs`, () => {
    let refused = 0
    for (let i = 0; i < RUNS; i++) {
      try {
        once()
      } catch (error) {
        refused++
        expect((error as Error).name, (error as Error).stack).toBe(errorName)
        expect((error as Error).message.length).toBeGreaterThan(15)
      }
    }
    expect(refused).toBeGreaterThan(RUNS / 10)
  })
}

describe('malformed input', () => {
  survives('manifest, by value', 'ModelInvalid', () => readManifest(json(mutateValue(manifest))))
  survives('manifest, by byte', 'ModelInvalid', () => readManifest(mutateBytes(manifestBytes)))
  const items = JSON.parse(new TextDecoder().decode(read('items'))) as Record<string, unknown[]>
  const few = Object.fromEntries(
    Object.entries(items).map(([key, column]) => [
      key,
      Array.isArray(column) && /^(?!categories|brands)/.test(key) ? column.slice(0, 20) : column,
    ]),
  )
  survives('item columns', 'ModelInvalid', () => readCatalogue(json(mutateValue(few)), 20))
  const weights = read('weights')
  survives('weights', 'ModelInvalid', () => decodeWeights(mutateBytes(weights), manifest))
  const table = read('table')
  survives('item table', 'ModelInvalid', () => decodeTable(mutateBytes(table), manifest))
  const neighbours = read('neighbours')
  survives('neighbours', 'ModelInvalid', () => decodeNeighbours(mutateBytes(neighbours), manifest.items))
  const checkpoint = encodeCheckpoint({ meta: { epoch: 1 }, arrays: { a: Float32Array.from([1, 2, 3]) } })
  survives('checkpoint', 'ModelInvalid', () => decodeCheckpoint(mutateBytes(checkpoint)))
  const sent = [{ item: 'P1', event: 'view_item', time: 1.7e12, price: 3, quantity: 1, key: 'a' }]
  survives('interactions sent to the worker', 'InvalidEvent', () => checkInteractions(mutateValue(sent)))

  it(`events of a page: ${RUNS} malformed inputs`, () => {
    const event = {
      currency: 'EUR',
      value: '12.00',
      items: [{ item_id: 'P1', price: '12.00', quantity: 1 }, { item_id: 'P2' }],
    }
    let wrong = 0
    for (let i = 0; i < RUNS; i++) {
      const reading = interactionsFromEvent(
        pick(['view_item', 'purchase', 'search', 'rate_item', 7, null]),
        mutateValue(event),
        1.7e12,
      )
      for (const error of reading.errors) expect(error.name).toBe('InvalidEvent')
      for (const { item } of reading.interactions) if (item !== undefined) expect(item.length).toBeGreaterThan(0)
      wrong += reading.errors.length
    }
    expect(wrong).toBeGreaterThan(RUNS / 10)
  })
})

describe('malformed files of the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'penchant-malformed-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it(`a published folder: ${RUNS} malformed ones`, async () => {
    const tiny = await publishTiny()
    const parts = Object.keys(tiny.manifest.files) as (keyof Manifest['files'])[]
    for (const [path, bytes] of tiny.files) writeFileSync(join(folder, path), bytes)
    let refused = 0
    for (let i = 0; i < RUNS; i++) {
      let broken: unknown = tiny.manifest
      const part = pick(parts)
      if (i % 2 === 0) broken = mutateValue(tiny.manifest)
      else {
        // A file that is broken and has the checksum of what it holds: a wrong trainer, not a bad download.
        const bytes = mutateBytes(tiny.files.get(tiny.manifest.files[part].path)!)
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        writeFileSync(join(folder, 'broken.bin'), bytes)
        const files = { ...tiny.manifest.files, [part]: { path: 'broken.bin', bytes: bytes.length, sha256 } }
        broken = { ...tiny.manifest, files }
      }
      writeFileSync(join(folder, 'manifest.json'), json(broken))
      try {
        await readPublished(folder)
      } catch (error) {
        refused++
        expect(error, (error as Error).stack).toBeInstanceOf(DataError)
        expect((error as Error).message).toContain(folder)
      }
    }
    expect(refused).toBeGreaterThan(RUNS / 4)
  })

  const ALL_TRAIN = ['--validation', '0', '--test', '0', '--visitors', '0']
  const GOOD = { time: '2026-01-05T12:00:00Z', visitor: 'v', item: 'i', event: 'view_item' }
  const BAD: Record<string, unknown>[] = [
    { time: 'yesterday' },
    { time: '' },
    { time: '1e400' },
    { time: '-5' },
    { visitor: '' },
    { item: '' },
    { item: 'x'.repeat(5000) },
  ]
  /** What a table cannot even say. */
  const BAD_JSON = [...BAD, { visitor: null }, { time: [] }, { item: { id: 7 } }]

  it.each(['csv', 'jsonl'])(
    `${RUNS} malformed rows of %s events: each is rejected with its line and a reason`,
    async (format) => {
      const bad = () => ({ ...GOOD, ...pick(format === 'csv' ? BAD : BAD_JSON) })
      const garbage = () =>
        String.fromCharCode(...Array.from({ length: 1 + random.below(40) }, () => 35 + random.below(88)))
      const line = (row: Record<string, unknown>) =>
        format === 'jsonl'
          ? JSON.stringify(row)
          : Object.values(row)
              .map((value) => JSON.stringify(value)?.replace(/^"|"$/g, ''))
              .join(',')
      const lines = Array.from({ length: 2 * RUNS }, (_, i) => {
        if (i % 2 === 0)
          return line({
            ...GOOD,
            time: new Date(1.7e12 + i * 60_000).toISOString(),
            visitor: `v${i % 50}`,
            item: `i${i % 7}`,
          })
        return random.below(3) === 0 ? garbage() : line(bad())
      })
      const file = join(folder, `events.${format}`)
      writeFileSync(file, [...(format === 'csv' ? [Object.keys(GOOD).join(',')] : []), ...lines].join('\n'))
      const out = join(folder, 'data')
      const argv = [
        'prepare',
        '--events',
        file,
        '--out',
        out,
        '--max-rejected',
        '1',
        '--min-support',
        '1',
        '--json',
        ...ALL_TRAIN,
      ]
      const { code, stdout, stderr } = await capturedRun(prepareCommand, argv)
      expect(code, stderr).toBe(0)
      const { counts } = JSON.parse(stdout)
      const rejected = readFileSync(join(out, 'rejected.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text))
      expect(counts).toMatchObject({ kept: RUNS, rejected: RUNS, rows: 2 * RUNS })
      expect(rejected).toHaveLength(RUNS)
      for (const each of rejected)
        expect(each).toMatchObject({ line: expect.any(Number), reason: expect.stringMatching(/.{6}/) })
    },
  )

  it('200 sessions files of anything at all: a dataset, or a sentence and exit code 1 or 2', async () => {
    const good = new TextEncoder().encode('a b c\nb c\nc a b\n'.repeat(20))
    for (let i = 0; i < 200; i++) {
      const file = join(folder, 'sessions.txt')
      writeFileSync(
        file,
        i % 2 ? mutateBytes(good) : Uint8Array.from({ length: random.below(300) }, () => random.below(256)),
      )
      const argv = ['prepare', '--sessions', file, '--out', join(folder, 'data'), '--min-support', '1']
      const { code, stderr } = await capturedRun(prepareCommand, argv)
      if (code !== 0) expect(stderr).toMatch(/penchant: .{15}/)
      expect([0, 1, 2]).toContain(code)
      expect(stderr).not.toMatch(/TypeError|RangeError|undefined|\bat .*:\d+:\d+/)
    }
  })
})
