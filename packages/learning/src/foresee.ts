import { hybrid, personalMix } from '@penchant/ranking'
import type { Base } from './base.ts'
import type { Question } from './questions.ts'
import type { Slices } from './slices.ts'
import type { Vectors } from './vectors.ts'
import type { Version } from './version.ts'
import type { VisitorSequence } from './visitor-sequence.ts'

/** How one held-back interaction was foreseen. */
export interface Foresight {
  /** Place among all items, from 1; equal scores count against it. */
  rank: number
  /** −log of its share of the score of all items, nats. */
  surprise: number
  /** The list's first rows, as a visitor would have seen them. */
  shown: Int32Array
}

/** A place beyond this is out of sight. */
const RANKED = 200
/** Of a list, what is compared with the base's. */
const SHOWN = 10

/**
 * How well each question would have been answered when it was asked, by the very list that is served:
 * model, co-visitation and memory, each from what was known then.
 */
export async function foresee(
  questions: readonly Question[],
  sequence: VisitorSequence,
  base: Base,
  { adapter, mix }: Pick<Version, 'adapter' | 'mix'>,
  vectors: Vectors,
  slices: Slices,
): Promise<Foresight[]> {
  const { config, task } = base.manifest
  const weights = personalMix(base.manifest.mix, mix)
  const queries = await vectors(new Set(questions.map(({ end }) => end)), adapter)
  const foresights: Foresight[] = []
  // Questions of one basket are asked at one place, of one list.
  let asked = -1
  let list: ReturnType<typeof hybrid> | undefined
  for (const { end, target } of questions) {
    if (!list || end !== asked) {
      const cut = (from: number) => ({
        rows: sequence.rows.subarray(from, end),
        sessions: sequence.sessions.subarray(from, end),
      })
      list = hybrid(
        {
          scores: base.scorer.score(queries.get(end)!),
          temperature: config.temperature,
          window: cut(Math.max(0, end - config.maxLength)),
          history: cut(0),
          neighbours: base.neighbours,
          mix: weights,
          task,
        },
        RANKED,
      )
      asked = end
      await slices.next()
    }
    const place = list.rows.indexOf(target)
    let rank = place < 0 ? Number.POSITIVE_INFINITY : place + 1
    while (rank < list.rows.length && list.scores[rank] === list.scores[place]) rank++
    foresights.push({
      rank,
      surprise: Math.log(list.total) - Math.log(list.scoreOf(target)),
      shown: list.rows.subarray(0, SHOWN),
    })
  }
  return foresights
}
