import type { Baseline, BaselineOptions } from './baseline.ts'
import { indexSessions } from './session-index.ts'

export interface RecentPopularityOptions extends BaselineOptions {
  /** Share of all sessions, counted from the newest, after which a session counts half. Default 0.05. */
  halfLife?: number
}

/**
 * Every visitor is shown what most visitors wanted of late: sessions that hold the item, older ones for less. Age is
 * counted in sessions, so that a quiet week is not mistaken for a change of taste.
 */
export function recentPopularity({ items, halfLife = 0.05 }: RecentPopularityOptions): Baseline {
  const shares = new Float32Array(items)
  return {
    name: 'recent-popularity',
    async fit(sequences) {
      const index = await indexSessions(sequences, items)
      const counts = new Float64Array(items)
      let total = 0
      for (let session = 0; session < index.count; session++) {
        const weight = 0.5 ** ((index.count - 1 - session) / (halfLife * index.count))
        for (let i = index.itemOffsets[session]; i < index.itemOffsets[session + 1]; i++) {
          counts[index.items[i] - 1] += weight
          total += weight
        }
      }
      if (total > 0) for (let i = 0; i < items; i++) shares[i] = counts[i] / total
    },
    score: () => shares,
    bytes: () => shares.byteLength,
  }
}
