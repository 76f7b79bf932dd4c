import { contextCode, createRandom } from '@penchant/model'
import { eventIndex, ITEM_EVENTS, type ItemEvent } from '@penchant/protocol'
import { eventOf } from '@penchant/ranking'
import type { DatasetSequence } from '../dataset-sequence.ts'
import { listMaker } from '../evaluate/list-ranker.ts'
import type { PublishedModel } from '../published-model.ts'
import { queryVectors } from '../query-vectors.ts'
import type { Query } from '../targets.ts'

export const VECTORS_VERSION = 1
/** Beside the manifest, which does not name it: no visitor downloads it. */
export const VECTORS_FILE = 'vectors.json'
/** Items of a list. */
const TOP = 20
const VECTORS = 12

export interface VectorInteraction {
  /** The shop's own id. */
  item: string
  event: ItemEvent
  /** Rising. */
  session: number
  /** Seconds since the interaction before, and on the item; `null` where not known. */
  gap: number | null
  dwell: number | null
}

/** What a visitor did, oldest first, and what a reader of the format has to recommend. */
export interface TestVector {
  interactions: VectorInteraction[]
  /** What is known of the request, by the names of the manifest's context fields; absent: nothing. */
  context?: Record<string, string>
  /** Best first, by the hybrid score of `@penchant/ranking`. */
  top: { item: string; score: number }[]
}

export interface TestVectors {
  formatVersion: typeof VECTORS_VERSION
  vectors: TestVector[]
}

/**
 * Histories that nobody has, since the file is public, from one interaction to more than the model's window, and the lists
 * that the published files give for them. The same for the same seed.
 */
export async function makeTestVectors(published: PublishedModel, seed = 1): Promise<TestVectors> {
  const random = createRandom(seed)
  const { catalogue, manifest } = published
  const length = [1, 2, 3, 5, 8, manifest.config.maxLength, manifest.config.maxLength + 3]
  const histories = Array.from({ length: VECTORS }, (_, v) => {
    let session = 1
    return Array.from({ length: length[v % length.length] }, (_, i): VectorInteraction => {
      if (i > 0 && random.uniform() < 0.2) session++
      const isKnown = v % 3 > 0
      return {
        // Few items, so that some come back.
        item: catalogue.item(1 + ((v * 7 + random.below(6)) % catalogue.size)).id,
        event: random.uniform() < 0.7 ? 'view_item' : ITEM_EVENTS[random.below(ITEM_EVENTS.length)],
        session,
        gap: isKnown && i > 0 ? random.below(4000) : null,
        dwell: isKnown ? random.below(300) : null,
      }
    })
  })
  // Of every other request all is known, down to a value that the model has never met.
  const fields = manifest.config.context?.fields ?? []
  const contexts = histories.map((_, v) =>
    fields.length === 0 || v % 2 === 0
      ? undefined
      : Object.fromEntries(
          fields.map(({ name, values }, f) => [name, [...values, 'unheard of'][(v + f) % (values.length + 1)]]),
        ),
  )
  const lists = await listsOf(published, histories, TOP, contexts)
  return {
    formatVersion: VECTORS_VERSION,
    vectors: histories.map((interactions, i) => ({
      interactions,
      ...(contexts[i] && { context: contexts[i] }),
      top: lists[i].map(({ item, score }) => ({ item, score: Number(score.toPrecision(6)) })),
    })),
  }
}

/** The lists that a browser would show for the given histories; ids unknown to the catalogue are left out of them. */
export async function listsOf(
  published: PublishedModel,
  histories: readonly (readonly VectorInteraction[])[],
  count: number,
  contexts: readonly TestVector['context'][] = [],
): Promise<{ item: string; score: number }[][]> {
  const { catalogue, model } = published
  const listOf = listMaker(published, published.manifest.mix, count)
  const queries = histories.map((interactions, id): Query => {
    const known = interactions.filter(({ item }) => catalogue.row(item) > 0)
    const context = Object.fromEntries(
      (model.config.context?.fields ?? []).map((field) => {
        const codes = new Uint8Array(known.length + 1)
        codes[known.length] = contextCode(field, contexts[id]?.[field.name])
        return [field.name, codes]
      }),
    )
    return { sequence: { ...toSequence(id, known, catalogue.row), context }, end: known.length, targets: [] }
  })
  const lists: { item: string; score: number }[][] = histories.map(() => [])
  for await (const { query, vector } of queryVectors(
    queries.filter(({ end }) => end > 0),
    model,
  )) {
    const { rows, scores } = listOf(query, vector)
    lists[query.sequence.id] = Array.from(rows, (row, i) => ({ item: catalogue.item(row).id, score: scores[i] }))
  }
  return lists
}

function toSequence(id: number, all: readonly VectorInteraction[], row: (item: string) => number): DatasetSequence {
  const number = (value: number | null) => value ?? Number.NaN
  return {
    id,
    rows: Int32Array.from(all, ({ item }) => row(item)),
    events: Uint8Array.from(all, ({ event }) => eventIndex(event)),
    sessions: Int32Array.from(all, ({ session }) => session),
    gaps: Float32Array.from(all, ({ gap }) => number(gap)),
    dwells: Float32Array.from(all, ({ dwell }) => number(dwell)),
    times: new Float64Array(all.length).fill(Number.NaN),
    targets: new Uint8Array(all.length).fill(1),
    context: {},
  }
}

/** @throws Error naming the field, the value and what belongs there */
export function readTestVectors(text: string): TestVectors {
  const value = JSON.parse(text) as Partial<TestVectors> | null
  const refuse = (field: string, found: unknown, wanted: string): never => {
    throw new Error(`"${field}" is ${(JSON.stringify(found) ?? 'missing').slice(0, 80)}, not ${wanted}`)
  }
  if (value?.formatVersion !== VECTORS_VERSION) refuse('formatVersion', value?.formatVersion, String(VECTORS_VERSION))
  if (!Array.isArray(value?.vectors)) refuse('vectors', value?.vectors, 'an array')
  for (const [v, vector] of value!.vectors!.entries()) {
    const field = `vectors[${v}]`
    if (!Array.isArray(vector?.interactions) || vector.interactions.length === 0) {
      refuse(`${field}.interactions`, vector?.interactions, 'an array with something in it')
    }
    for (const [i, interaction] of vector.interactions.entries()) {
      const at = `${field}.interactions[${i}]`
      if (typeof interaction?.item !== 'string') refuse(`${at}.item`, interaction?.item, "an item's id")
      if (eventOf(eventIndex(interaction.event)) !== interaction.event) {
        refuse(`${at}.event`, interaction.event, `one of ${ITEM_EVENTS.join(', ')}`)
      }
      if (!Number.isInteger(interaction.session)) refuse(`${at}.session`, interaction.session, 'a whole number')
      for (const name of ['gap', 'dwell'] as const) {
        const seconds = interaction[name]
        if (seconds !== null && !(Number.isFinite(seconds) && seconds >= 0)) {
          refuse(`${at}.${name}`, seconds, 'seconds of at least 0, or null')
        }
      }
    }
    for (const [name, value] of Object.entries(vector.context ?? {})) {
      if (typeof value !== 'string') refuse(`${field}.context.${name}`, value, 'a text')
    }
    if (!Array.isArray(vector.top)) refuse(`${field}.top`, vector.top, 'an array')
    for (const [i, entry] of vector.top.entries()) {
      if (typeof entry?.item !== 'string' || !Number.isFinite(entry.score)) {
        refuse(`${field}.top[${i}]`, entry, '{ "item": id, "score": number }')
      }
    }
  }
  return value as TestVectors
}
