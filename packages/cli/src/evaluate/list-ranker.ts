import type { MixConfig } from '@penchant/protocol'
import { hybrid, type MixedList } from '@penchant/ranking'
import type { PublishedModel } from '../published-model.ts'
import type { Query } from '../targets.ts'

/** Long enough for every metric at 20, with room to see ties at its end. */
const LIST = 40

/**
 * The published model as a visitor's browser ranks: the same scorer and the same hybrid score.
 * @param mix default: the published one; other weights for the parts show what each is worth
 */
export function listMaker(
  { manifest, scorer, neighbours }: PublishedModel,
  mix: MixConfig = manifest.mix,
  count = LIST,
): (query: Query, vector: Float32Array) => MixedList {
  const { maxLength, temperature } = manifest.config
  return ({ sequence, end }, vector) => {
    const from = Math.max(0, end - maxLength)
    const cut = (start: number) => ({
      rows: sequence.rows.subarray(start, end),
      sessions: sequence.sessions.subarray(start, end),
    })
    const scores = scorer.score(vector)
    return hybrid(
      { scores, temperature, window: cut(from), history: cut(0), neighbours, mix, task: manifest.task },
      count,
    )
  }
}

/** 1-based rank of each target in a list; ties count against it, and what is not in it is never found. */
export function listRanks(list: Pick<MixedList, 'rows' | 'scores'>, targets: number[]): number[] {
  return targets.map((target) => {
    const place = list.rows.indexOf(target)
    if (place < 0) return Number.POSITIVE_INFINITY
    let rank = place + 1
    while (rank < list.rows.length && list.scores[rank] === list.scores[place]) rank++
    return rank
  })
}

/** @returns for a question and its vector, the 1-based rank of each target */
export function listRanker(published: PublishedModel): (query: Query, vector: Float32Array) => number[] {
  const listOf = listMaker(published)
  return (query, vector) => listRanks(listOf(query, vector), query.targets)
}
