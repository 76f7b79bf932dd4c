import type { Baseline, BaselineOptions } from './baseline.ts'
import { currentSession } from './current-session.ts'
import { nearestSessions } from './nearest-sessions.ts'
import { rarityOf } from './rarity.ts'
import { indexBytes, indexSessions, type SessionIndex } from './session-index.ts'
import { SparseScores } from './sparse-scores.ts'

export interface VSknnOptions extends BaselineOptions {
  /** Newest sessions that share an item with the current one: only they are compared. Default 1,000. */
  sample?: number
  /** Most similar of them, which vote. Default 100. */
  neighbours?: number
  /** What a rare item's idf = ln(sessions / its sessions) adds to its votes; 0 leaves it out. Default 2. */
  idf?: number
}

/**
 * Vector multiplication session-kNN: sessions like the current one vote for their items. Similarity is the sum over
 * shared items of a weight that falls linearly to 0 within ten steps back; a vote is the similarity divided by the
 * step of the latest shared item. Items of the current session stay candidates.
 * Source: Ludewig & Jannach 2018, and their session-rec's `vsknn`. The defaults were chosen on the last twentieth of
 * Diginetica's train sessions.
 */
export function vSknn({ items, task, sample = 1_000, neighbours = 100, idf = 2 }: VSknnOptions): Baseline {
  let index: SessionIndex
  let rarity: Float64Array
  const scores = new SparseScores(items)
  return {
    name: 'v-sknn',
    async fit(sequences) {
      index = await indexSessions(sequences, items)
      rarity = rarityOf(index, idf)
    },
    bytes: () => indexBytes(index) + 4 * items,
    score(history) {
      scores.clear()
      // The sort is stable, so of equally similar sessions the newer ones vote.
      const voters = nearestSessions(index, currentSession(history), { task, sample }, (_, step) =>
        Math.max(0, 1 - (step - 1) / 10),
      )
        .sort((a, b) => b.similarity - a.similarity)
        .slice(0, neighbours)
      for (const { session, similarity, step } of voters) {
        const vote = similarity / step
        for (let i = index.itemOffsets[session]; i < index.itemOffsets[session + 1]; i++) {
          const row = index.items[i]
          scores.add(row, vote * rarity[row])
        }
      }
      return scores.scores
    },
  }
}
