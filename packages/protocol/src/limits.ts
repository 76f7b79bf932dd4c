/**
 * What a published model may cost a visitor's device. All of it is checked on the manifest, before a byte of a file is
 * asked for, so that nothing is allocated on a stranger's word.
 */
export const LIMITS = {
  /** Bytes of `manifest.json`: it is a few kilobytes; one of this size is something else. */
  manifestBytes: 1_048_576,
  /** Bytes of all files together. */
  modelBytes: 268_435_456,
  items: 2_000_000,
  /** Bytes of `items.json` for each item, and besides: parsed, text takes several times its length. */
  itemBytes: 4096,
  itemsBytes: 1_048_576,
  /** Co-visitation neighbours of each item, on average. */
  neighbours: 500,
  dimension: 1024,
  heads: 64,
  blocks: 16,
  feedForward: 8192,
  maxLength: 1000,
  /** Of events, and of buckets of dwell and of gaps. */
  embeddings: 1000,
  /** Of the context: its fields, the characters of a value or a name, the cross layers. */
  contextFields: 16,
  contextText: 200,
  crosses: 8,
} as const
