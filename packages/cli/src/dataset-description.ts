import type { AuditNorms } from '@penchant/protocol'
import { DataError } from './errors.ts'

export const DATASET_VERSION = 1

export const SPLITS = ['train', 'validation', 'test', 'visitors'] as const
export type Split = (typeof SPLITS)[number]

/** One Parquet file; every sequence lies in one shard whole. */
export interface Shard {
  /** Relative to the dataset's folder. */
  path: string
  /** Rows, in validation and test with the history before the targets. */
  interactions: number
  sequences: number
}

/**
 * `rows = rejected + ignored + excluded + audited + kept` and
 * `kept = belowSupport + unknownItems + tooShort + crossing + interactions`.
 */
export interface DatasetCounts {
  /** Rows of the events; of sessions files the items, and each rejected line once. */
  rows: number
  rejected: number
  /** Rows of the items file; not part of `rows`. */
  rejectedItems: number
  /** Rows whose event is no step of a sequence: a search, a page view. */
  ignored: number
  /** Rows of items that were left out on request: postage, fees. */
  excluded: number
  /** Interactions of robots and of sessions that no person makes. */
  audited: number
  kept: number
  /** Interactions with items that train has, but less often than `minSupport`. */
  belowSupport: number
  /** Interactions with items that train does not have at all: no model could score them. */
  unknownItems: number
  /** Interactions in sequences that stayed shorter than `minLength`. */
  tooShort: number
  /** Interactions later than the split that their session began in. */
  crossing: number
  /** Interactions of the dataset: each is a target in exactly one split. */
  interactions: number
  sequences: number
  sessions: number
  items: number
}

/** What the audit has removed; `audited.jsonl` lists it. */
export interface DatasetAudit {
  /** Removed in all. */
  interactions: number
  /** Left out whole. */
  visitors: number
  /** Sessions left out of visitors that were kept. */
  sessions: number
  /** Reason → how many visitors it was found with. */
  reasons: Record<string, number>
  /** What is usual in this shop; `null` where there are too few visitors to tell. */
  norms: AuditNorms | null
}

/** A field of the items that says what an item is like; how each is read: `ItemField` of `@penchant/model`. */
export interface ItemFieldDescription {
  kind: 'path' | 'category' | 'number' | 'price' | 'title'
  name: string
}

const ITEM_FIELD_KINDS: readonly string[] = ['path', 'category', 'number', 'price', 'title']

/** `dataset.json`. */
export interface DatasetDescription {
  formatVersion: number
  name: string
  /** Made by a simulator: said wherever the data or a model of them is shown. */
  synthetic: boolean
  task: 'next-item' | 'next-basket'
  /** Without a clock `time`, `gap` and `dwell` are unknown everywhere. */
  clock: boolean
  counts: DatasetCounts
  /** `null` where it was off, or without a clock; absent in datasets made before there was one. */
  audit?: DatasetAudit | null
  /** Seconds since the epoch, `null` without a clock. A session belongs to the split that it begins in. */
  split: { from: number | null; trainUntil: number | null; validationUntil: number | null; to: number | null }
  /** `null` where the data came with sessions of their own. */
  sessionGapMinutes: number | null
  minSupport: number
  minLength: number
  seed: number
  /** Whether the shards say what recommendations led to. */
  recommendations?: boolean
  contextColumns: string[]
  /** Entry `i` of a column's list is code `i + 1`; code 0 is unknown or rare. */
  contextValues: Record<string, string[]>
  /** What a model may know of an item before anybody has looked at it. */
  itemFields: ItemFieldDescription[]
  /** On which basis the events were collected, as the shop says. */
  consentBasis: string
  shards: Record<Split, Shard[]>
}

/**
 * Reads `dataset.json`.
 * @throws DataError that names the field which is missing or of another kind.
 */
export function parseDatasetDescription(text: string, path: string): DatasetDescription {
  let value: Record<string, unknown>
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new DataError(`${path} is not valid JSON (${(error as Error).message}); run penchant prepare again`)
  }
  const wrong = (field: string, expected: string): DataError =>
    new DataError(`${path}: ${field} has to be ${expected}; run penchant prepare again`)
  if (typeof value !== 'object' || value === null) throw wrong('the content', 'an object')
  if (value.formatVersion !== DATASET_VERSION)
    throw new DataError(
      `${path}: formatVersion is ${JSON.stringify(value.formatVersion)}, this penchant reads ${DATASET_VERSION}; run penchant prepare again`,
    )
  if (value.task !== 'next-item' && value.task !== 'next-basket') throw wrong('task', 'next-item or next-basket')
  for (const field of ['name', 'consentBasis']) if (typeof value[field] !== 'string') throw wrong(field, 'a text')
  for (const field of ['synthetic', 'clock']) if (typeof value[field] !== 'boolean') throw wrong(field, 'true or false')
  const counts = value.counts as Record<string, unknown> | undefined
  for (const field of ['interactions', 'sequences', 'items'])
    if (!isCount(counts?.[field])) throw wrong(`counts.${field}`, 'a whole number')
  if (typeof value.split !== 'object' || value.split === null) throw wrong('split', 'an object')
  if (!isTexts(value.contextColumns)) throw wrong('contextColumns', 'a list of names')
  const contextValues = value.contextValues as Record<string, unknown> | undefined
  for (const column of value.contextColumns)
    if (!isTexts(contextValues?.[column])) throw wrong(`contextValues.${column}`, 'a list of texts')
  // Folders of before there were such fields are read as they are.
  value.itemFields ??= []
  const isField = (field: Partial<ItemFieldDescription> | null) =>
    typeof field?.name === 'string' && ITEM_FIELD_KINDS.includes(field.kind as string)
  if (!Array.isArray(value.itemFields) || !value.itemFields.every(isField))
    throw wrong('itemFields', `a list of { kind, name } with a kind of ${ITEM_FIELD_KINDS.join(', ')}`)
  const shards = value.shards as Record<string, unknown> | undefined
  for (const split of SPLITS) {
    const list = shards?.[split]
    if (!Array.isArray(list) || !list.every(isShard))
      throw wrong(`shards.${split}`, 'a list of { path, interactions, sequences }')
  }
  return value as unknown as DatasetDescription
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}

/** A path that leads out of the folder is no shard of ours. */
function isShard(value: unknown): value is Shard {
  const shard = value as Partial<Shard> | null
  return (
    typeof shard?.path === 'string' &&
    /^[a-z]+\/\d+\.parquet$/.test(shard.path) &&
    isCount(shard.interactions) &&
    isCount(shard.sequences)
  )
}
