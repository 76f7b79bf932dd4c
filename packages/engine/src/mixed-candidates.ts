import type { Catalogue } from '@penchant/protocol'
import type { MixedList } from '@penchant/ranking'
import type { Candidate } from './candidate.ts'
import { type RowReason, shareReasons } from './reasons.ts'

/**
 * A mixed list with its reasons.
 * @param because item row → row of the item that co-visitation names it for; none where the model speaks in its place
 * @param ofModel why the model, or what takes its place, wants a row
 */
export function mixedCandidates(
  list: MixedList,
  because: ReadonlyMap<number, number>,
  ofModel: (row: number) => RowReason[],
  catalogue: Catalogue,
): Candidate[] {
  const itemOf = (row: number) => catalogue.item(row).id
  return Array.from(list.rows, (row, i) => ({
    item: catalogue.item(row),
    row,
    score: list.scores[i],
    parts: { model: list.model[i], coVisitation: list.coVisitation[i], memory: list.memory[i] },
    reasons: () =>
      shareReasons(
        [
          { part: list.model[i] + (because.has(row) ? 0 : list.coVisitation[i]), reasons: ofModel(row) },
          {
            part: because.has(row) ? list.coVisitation[i] : 0,
            reasons: [{ kind: 'co-visitation', row: because.get(row), weight: 1 }],
          },
          { part: list.memory[i], reasons: [{ kind: 'history', row, weight: 1 }] },
        ],
        itemOf,
      ),
  }))
}
