import { popularityShares } from '@penchant/ranking'
import type { Baseline, BaselineOptions } from './baseline.ts'

/** Every visitor is shown what most visitors want: the share of all interactions. */
export function popularity({ items }: BaselineOptions): Baseline {
  let shares: Float32Array = new Float32Array(items)
  return {
    name: 'popularity',
    async fit(sequences) {
      const counts = new Float64Array(items)
      for await (const { rows, targets } of sequences) {
        for (let i = 0; i < rows.length; i++) if (rows[i] !== 0 && targets?.[i] !== 0) counts[rows[i] - 1]++
      }
      shares = popularityShares(counts)
    },
    score: () => shares,
    bytes: () => shares.byteLength,
  }
}
