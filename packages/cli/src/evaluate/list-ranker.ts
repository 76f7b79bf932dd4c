import { hybrid } from '@penchant/ranking'
import type { PublishedModel } from '../published-model.ts'
import type { Query } from '../targets.ts'

/** Long enough for every metric at 20, with room to see ties at its end. */
const LIST = 40

/**
 * The published model as a visitor's browser ranks: the same scorer and the same hybrid score.
 * @returns for a question and its vector, the 1-based rank of each target; ties count against it
 */
export function listRanker(published: PublishedModel): (query: Query, vector: Float32Array) => number[] {
  const { manifest, scorer, neighbours } = published
  const { maxLength, temperature } = manifest.config
  return ({ sequence, end, targets }, vector) => {
    const from = Math.max(0, end - maxLength)
    const cut = (start: number) => ({
      rows: sequence.rows.subarray(start, end),
      sessions: sequence.sessions.subarray(start, end),
    })
    const list = hybrid(
      {
        scores: scorer.score(vector),
        temperature,
        window: cut(from),
        history: cut(0),
        neighbours,
        mix: manifest.mix,
        task: manifest.task,
      },
      LIST,
    )
    return targets.map((target) => {
      const place = list.rows.indexOf(target)
      if (place < 0) return Number.POSITIVE_INFINITY
      let rank = place + 1
      while (rank < list.rows.length && list.scores[rank] === list.scores[place]) rank++
      return rank
    })
  }
}
