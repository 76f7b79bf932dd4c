import type { DatasetSequence } from './dataset-sequence.ts'

/**
 * A sequence as it would be had some items never been there. Gaps and dwells stay those that were measured.
 * @returns `null` where fewer than two interactions are left
 */
export function withoutRows(sequence: DatasetSequence, withheld: ReadonlySet<number>): DatasetSequence | null {
  const kept = sequence.rows.map((row) => (withheld.has(row) ? 0 : 1))
  const only = <T extends { filter(test: (value: number, i: number) => boolean): T }>(array: T): T =>
    array.filter((_, i) => kept[i] === 1)
  const rows = only(sequence.rows)
  if (rows.length < 2) return null
  if (rows.length === sequence.rows.length) return sequence
  return {
    id: sequence.id,
    rows,
    events: only(sequence.events),
    sessions: only(sequence.sessions),
    gaps: only(sequence.gaps),
    dwells: only(sequence.dwells),
    times: only(sequence.times),
    targets: only(sequence.targets),
    context: Object.fromEntries(Object.entries(sequence.context).map(([name, codes]) => [name, only(codes)])),
  }
}
