import type { History } from '@penchant/ranking'

/** Below this an interaction counts for nothing. */
const LEAST = 0.01

/**
 * The visitor as a row of the matrix that a factorisation has seen: item row → weight, the latest 1 and each step back
 * (each session back, for baskets) `decay` of it; an item's latest counts.
 */
export function seedWeights(
  { rows, sessions }: History,
  task: 'next-item' | 'next-basket',
  decay: number,
): Map<number, number> {
  const weights = new Map<number, number>()
  let weight = 1
  for (let i = rows.length - 1, session = sessions[i]; i >= 0 && weight >= LEAST; i--) {
    if (task === 'next-basket' && sessions[i] !== session) {
      weight *= decay
      session = sessions[i]
    }
    if (rows[i] === 0) continue
    if (!weights.has(rows[i]) && weight >= LEAST) weights.set(rows[i], weight)
    if (task === 'next-item') weight *= decay
  }
  return weights
}
