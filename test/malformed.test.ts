import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../packages/engine/src/catalogue.ts'
import { checkInteractions } from '../packages/engine/src/check-interactions.ts'
import { readManifest } from '../packages/engine/src/read-manifest.ts'
import {
  createRandom,
  decodeCheckpoint,
  decodeTable,
  decodeWeights,
  encodeCheckpoint,
} from '../packages/model/src/index.ts'
import type { Manifest } from '../packages/protocol/src/index.ts'
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
