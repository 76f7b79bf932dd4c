import type { Baseline, BaselineOptions } from './baseline.ts'
import { currentSession } from './current-session.ts'
import { popularity } from './popularity.ts'

/**
 * What the visitor did last, again: next item, everything in the history, the latest first; next basket, the last
 * session's items. Popularity decides what comes after them, and between items of one basket.
 */
export function repeatLast(options: BaselineOptions): Baseline {
  const popular = popularity(options)
  const scores = new Float32Array(options.items)
  return {
    name: 'repeat-last',
    fit: popular.fit,
    bytes: popular.bytes,
    score(history) {
      // Popularity is a share, at most 1: one whole point puts an item before all that were never touched.
      scores.set(popular.score(history))
      if (options.task === 'next-basket') {
        for (const row of new Set(currentSession(history))) scores[row - 1] += 1
        return scores
      }
      for (let i = 0; i < history.rows.length; i++) {
        const row = history.rows[i]
        if (row !== 0) scores[row - 1] = i + 2
      }
      return scores
    },
  }
}
