import type { Baseline, BaselineOptions } from './baseline.ts'
import { currentSession } from './current-session.ts'
import { indexBytes, indexSessions, type SessionIndex } from './session-index.ts'
import { SparseScores } from './sparse-scores.ts'

export interface ItemKnnOptions extends BaselineOptions {
  /** Most similar items that an item counts for. Default 100. */
  neighbours?: number
  /** Sessions added to both supports, against chance meetings of rare items. Default 20. */
  regularisation?: number
}

/**
 * What shares sessions with the last item: cosine of the items' sessions,
 * |S_i ∩ S_j| / √((|S_i| + λ)(|S_j| + λ)). In a basket, which has no last item, the sum over the basket's items.
 * Source: session-rec's `iknn` (Ludewig & Jannach 2018), after Linden et al. 2003.
 */
export function itemKnn({ items, task, neighbours = 100, regularisation = 20 }: ItemKnnOptions): Baseline {
  let index: SessionIndex
  const together = new Uint32Array(items + 1)
  const scores = new SparseScores(items)
  const support = (row: number) => index.sessionOffsets[row + 1] - index.sessionOffsets[row] + regularisation

  /** Similarities of one item, counted when they are first asked for. */
  const known = new Map<number, { rows: Uint32Array; similarities: Float64Array }>()
  const similarTo = (row: number) => {
    const found = known.get(row)
    if (found) return found
    const met: number[] = []
    for (let s = index.sessionOffsets[row]; s < index.sessionOffsets[row + 1]; s++) {
      const session = index.sessions[s]
      for (let i = index.itemOffsets[session]; i < index.itemOffsets[session + 1]; i++) {
        const other = index.items[i]
        if (other !== row && together[other]++ === 0) met.push(other)
      }
    }
    const own = support(row)
    const nearest = met
      .map((other) => ({ other, similarity: together[other] / Math.sqrt(own * support(other)) }))
      .sort((a, b) => b.similarity - a.similarity || a.other - b.other)
      .slice(0, neighbours)
    for (const other of met) together[other] = 0
    const list = {
      rows: Uint32Array.from(nearest, ({ other }) => other),
      similarities: Float64Array.from(nearest, ({ similarity }) => similarity),
    }
    known.set(row, list)
    return list
  }

  return {
    name: 'item-knn',
    async fit(sequences) {
      index = await indexSessions(sequences, items)
    },
    bytes: () => indexBytes(index),
    score(history) {
      scores.clear()
      const session = currentSession(history)
      for (const seed of task === 'next-basket' ? new Set(session) : session.slice(-1)) {
        const { rows, similarities } = similarTo(seed)
        for (let i = 0; i < rows.length; i++) scores.add(rows[i], similarities[i])
      }
      return scores.scores
    },
  }
}
