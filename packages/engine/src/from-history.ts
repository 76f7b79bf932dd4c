import type { Reason } from '@penchant/protocol'
import type { Candidate, Candidates } from './candidate.ts'
import type { Exclusion } from './exclusion.ts'
import type { Serving } from './serving.ts'

/** A list of the visitor's own items. Works without a model, too: then a card knows the id alone. */
export function fromHistory(
  entries: Iterable<{ id: string; score: number }>,
  without: Exclusion,
  serving: Serving | null,
  kind: Reason['kind'],
): Candidates {
  const list: Candidate[] = []
  for (const { id, score } of entries) {
    const row = serving?.catalogue.row(id) ?? 0
    const item = row > 0 ? serving!.catalogue.item(row) : { id }
    if (!without.hasItem(item)) list.push({ item, row, score, reasons: () => [{ kind, item: id, weight: 1 }] })
  }
  return { source: 'history', list }
}
