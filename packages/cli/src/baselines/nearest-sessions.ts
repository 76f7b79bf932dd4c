import type { SessionIndex } from './session-index.ts'

/** A past session that shares items with the current one. */
export interface NearSession {
  session: number
  /** Sum over the shared items of their weights. */
  similarity: number
  /** Of the latest item that both sessions hold: 1 for the latest interaction, 2 for the one before; 1 for all of a basket. */
  step: number
  /** That item's row. */
  row: number
}

/** An item of the current session. */
interface Seed {
  row: number
  step: number
  /** Its newest session that was not looked at yet, as an entry of the index; below `end` when there is none. */
  at: number
  end: number
}

/**
 * The newest `sample` sessions that share an item of weight with the current one, newest first. Walks the items' lists of
 * sessions from their newest ends at the same time, so that none is looked up.
 * @param current item rows, oldest first
 * @param weightOf an item by its row and its step back
 */
export function nearestSessions(
  index: SessionIndex,
  current: readonly number[],
  { task, sample }: { task: 'next-item' | 'next-basket'; sample: number },
  weightOf: (row: number, step: number) => number,
): NearSession[] {
  const seeds: Seed[] = []
  const known = new Set<number>()
  for (let i = current.length - 1; i >= 0; i--) {
    const row = current[i]
    if (known.has(row)) continue
    known.add(row)
    const step = task === 'next-basket' ? 1 : current.length - i
    seeds.push({ row, step, at: index.sessionOffsets[row + 1] - 1, end: index.sessionOffsets[row] })
  }
  const found: NearSession[] = []
  while (found.length < sample) {
    let session = -1
    for (const { at, end } of seeds) if (at >= end) session = Math.max(session, index.sessions[at])
    if (session < 0) break
    const near: NearSession = { session, similarity: 0, step: 0, row: 0 }
    for (const seed of seeds) {
      if (seed.at < seed.end || index.sessions[seed.at] !== session) continue
      seed.at--
      near.similarity += weightOf(seed.row, seed.step)
      // Latest first, as the seeds are.
      if (near.step === 0) [near.step, near.row] = [seed.step, seed.row]
    }
    if (near.similarity > 0) found.push(near)
  }
  return found
}
