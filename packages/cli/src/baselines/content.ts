import { Best, ContentIndex } from '@penchant/ranking'
import type { Baseline, BaselineOptions } from './baseline.ts'
import { currentSession } from './current-session.ts'
import { SparseScores } from './sparse-scores.ts'

export interface ContentOptions extends BaselineOptions {
  /** What an item of the session loses with each step back. Default 0.5. */
  decay?: number
  /** Look at parts of words too. Default true. */
  trigrams?: boolean
}

/** Most similar items that an item counts for. */
const NEIGHBOURS = 200
/** Below this an item of the session counts for nothing. */
const LEAST = 0.01

/** What is described like the session's items: TF-IDF cosine of title, brand and category. Learns nothing from behaviour. */
export function content({ items, task, texts, decay = 0.5, trigrams = true }: ContentOptions): Baseline {
  const scores = new SparseScores(items)
  let index: ContentIndex
  const known = new Map<number, Best>()
  const similarTo = (row: number): Best => {
    let best = known.get(row)
    if (!best) {
      best = new Best(NEIGHBOURS)
      for (const [other, similarity] of index.similarTo(row)) best.offer(other, similarity)
      known.set(row, best)
    }
    return best
  }
  return {
    name: 'content',
    async fit() {
      index = new ContentIndex(texts ?? Array(items).fill(''), { trigrams })
    },
    bytes: () => index.bytes,
    score(history) {
      scores.clear()
      const session = currentSession(history)
      const seeds = task === 'next-basket' ? [...new Set(session)] : session.reverse()
      for (const [step, seed] of seeds.entries()) {
        const weight = task === 'next-basket' ? 1 : decay ** step
        if (weight < LEAST) break
        const { rows, scores: similarities, length } = similarTo(seed)
        for (let i = 0; i < length; i++) scores.add(rows[i], weight * similarities[i])
      }
      return scores.scores
    },
  }
}
