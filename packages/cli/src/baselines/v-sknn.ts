import type { Baseline, BaselineOptions } from './baseline.ts'
import { currentSession } from './current-session.ts'
import { indexSessions, type SessionIndex } from './session-index.ts'
import { SparseScores } from './sparse-scores.ts'

export interface VSknnOptions extends BaselineOptions {
  /** Newest sessions that share an item with the current one: only they are compared. Default 1,000. */
  sample?: number
  /** Most similar of them, which vote. Default 100. */
  neighbours?: number
  /** What a rare item's idf = ln(sessions / its sessions) adds to its votes; 0 leaves it out. Default 2. */
  idf?: number
}

/** An item of the current session. */
interface Seed {
  row: number
  /** 1 for the latest interaction, 2 for the one before it; 1 for all of a basket. */
  step: number
  /** Its newest session that was not looked at yet, as an entry of the index; below `end` when there is none. */
  at: number
  end: number
}

interface Neighbour {
  session: number
  similarity: number
  /** Of the latest item that both sessions hold. */
  step: number
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
  const rarity = new Float64Array(items + 1)
  const scores = new SparseScores(items)

  const seedsOf = (session: number[]): Seed[] => {
    const seeds = new Map<number, Seed>()
    for (let i = session.length - 1; i >= 0; i--) {
      const row = session[i]
      if (seeds.has(row)) continue
      const step = task === 'next-basket' ? 1 : session.length - i
      seeds.set(row, { row, step, at: index.sessionOffsets[row + 1] - 1, end: index.sessionOffsets[row] })
    }
    // Latest first, as the map was filled.
    return [...seeds.values()]
  }

  /** Walks the seeds' lists of sessions from their newest ends at the same time, so that none is looked up. */
  const newestSessions = (seeds: Seed[]): Neighbour[] => {
    const found: Neighbour[] = []
    while (found.length < sample) {
      let session = -1
      for (const { at, end } of seeds) if (at >= end) session = Math.max(session, index.sessions[at])
      if (session < 0) break
      let similarity = 0
      let step = 0
      for (const seed of seeds) {
        if (seed.at < seed.end || index.sessions[seed.at] !== session) continue
        seed.at--
        similarity += Math.max(0, 1 - (seed.step - 1) / 10)
        step ||= seed.step
      }
      if (similarity > 0) found.push({ session, similarity, step })
    }
    return found
  }

  return {
    name: 'v-sknn',
    async fit(sequences) {
      index = await indexSessions(sequences, items)
      for (let row = 1; row <= items; row++) {
        const held = index.sessionOffsets[row + 1] - index.sessionOffsets[row]
        rarity[row] = held === 0 ? 0 : 1 + idf * Math.log(index.count / held)
      }
    },
    score(history) {
      scores.clear()
      // The sort is stable, so of equally similar sessions the newer ones vote.
      const voters = newestSessions(seedsOf(currentSession(history)))
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
