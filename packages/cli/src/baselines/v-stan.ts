import type { Baseline, BaselineOptions } from './baseline.ts'
import { currentSession } from './current-session.ts'
import { nearestSessions } from './nearest-sessions.ts'
import { rarityOf } from './rarity.ts'
import { indexBytes, indexSessions, type SessionIndex } from './session-index.ts'
import { SparseScores } from './sparse-scores.ts'

export interface VStanOptions extends BaselineOptions {
  /** Newest sessions that share an item with the current one: only they are compared. Default 1,000. */
  sample?: number
  /** Most similar of them, which vote. Default 200. */
  neighbours?: number
  /** Steps back after which an item of the current session weighs 1/e. Default 3. */
  steps?: number
  /** Share of all sessions, counted from the newest, after which a neighbour weighs 1/e. Default 0.5. */
  age?: number
  /** Places from the shared item after which an item of the neighbour weighs 1/e. Default 10. */
  distance?: number
  /** What a rare item's idf adds to its votes; 0 leaves it out. Default 1. */
  idf?: number
}

/**
 * Sequence- and time-aware neighbourhood: like V-SKNN, but similarity is a cosine with exponential weights of the current
 * session's steps, newer neighbours count for more, and in a neighbour what lies near the shared item.
 * Source: STAN (Garg et al. 2019); V-STAN (Ludewig et al. 2021, "Empirical analysis of session-based recommendation
 * algorithms"), which adds idf. Where they take days for a neighbour's age, we take its share of all sessions, since
 * data without a clock has an order too; and a session holds each item once, at its first place.
 */
export function vStan(options: VStanOptions): Baseline {
  const { items, task, sample = 1_000, neighbours = 200, steps = 3, age = 0.5, distance = 10, idf = 1 } = options
  let index: SessionIndex
  let rarity: Float64Array
  const scores = new SparseScores(items)
  return {
    name: 'v-stan',
    async fit(sequences) {
      index = await indexSessions(sequences, items)
      rarity = rarityOf(index, idf)
    },
    bytes: () => indexBytes(index) + 4 * items,
    score(history) {
      scores.clear()
      const lengthOf = (session: number) => index.itemOffsets[session + 1] - index.itemOffsets[session]
      const near = nearestSessions(index, currentSession(history), { task, sample }, (_, step) =>
        Math.exp((1 - step) / steps),
      )
      for (const neighbour of near) {
        // The current session's own length is the same for all.
        neighbour.similarity *=
          Math.exp((neighbour.session + 1 - index.count) / (age * index.count)) / Math.sqrt(lengthOf(neighbour.session))
      }
      const voters = near.sort((a, b) => b.similarity - a.similarity).slice(0, neighbours)
      for (const { session, similarity, row: shared } of voters) {
        const from = index.itemOffsets[session]
        const to = index.itemOffsets[session + 1]
        let place = from
        while (index.items[place] !== shared) place++
        for (let i = from; i < to; i++) {
          const row = index.items[i]
          // A basket has no order.
          const nearness = task === 'next-basket' ? 1 : Math.exp(-Math.abs(i - place) / distance)
          scores.add(row, similarity * nearness * rarity[row])
        }
      }
      return scores.scores
    },
  }
}
