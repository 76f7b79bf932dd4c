import { type Int8Table, provisionalRow } from '@penchant/model'
import type { Catalogue, StoredInteraction } from '@penchant/protocol'
import { contentOf } from './content-of.ts'
import type { Serving } from './serving.ts'
import { toldOf } from './told-of.ts'

/** Items that came into the shop after the model, as the visitor's own page has told of them. */
export interface ProvisionalItems {
  /** The model's, with rows beyond its size for these. They can be looked at, and are never recommended. */
  catalogue: Catalogue
  /** Unit vectors [d]; index i = row size + 1 + i. */
  rows: readonly Float32Array[]
}

/** By what was said, of the last question: the next one is mostly about the same. */
const made = new WeakMap<Int8Table, ReadonlyMap<string, Float32Array | null>>()

/** `null` where there are none, or the item table is not there yet. */
export function provisionalItems(
  history: readonly StoredInteraction[],
  { catalogue, table, manifest }: Serving,
): ProvisionalItems | null {
  if (!table) return null
  const ids: string[] = []
  const rows: Float32Array[] = []
  const before = made.get(table.rows)
  const found = new Map<string, Float32Array | null>()
  for (const [id, about] of toldOf(history)) {
    if (catalogue.row(id) > 0) continue
    if (found.size === manifest.config.maxLength) break
    const row = before?.has(about)
      ? before.get(about)!
      : provisionalRow(contentOf(catalogue).similarToText(about), table.rows)
    found.set(about, row)
    if (!row) continue
    ids.push(id)
    rows.push(row)
  }
  made.set(table.rows, found)
  if (ids.length === 0) return null
  const places = new Map(ids.map((id, i) => [id, catalogue.size + 1 + i]))
  return {
    rows,
    catalogue: {
      size: catalogue.size,
      row: (id) => catalogue.row(id) || (places.get(id) ?? 0),
      item: (row) => (row > catalogue.size ? { id: ids[row - catalogue.size - 1] } : catalogue.item(row)),
      category: (row) => (row > catalogue.size ? null : catalogue.category(row)),
    },
  }
}
