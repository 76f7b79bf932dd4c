import type { LearningTier } from '@penchant/protocol'
import type { Foresight } from './foresee.ts'
import { LEAST_HELD_BACK, pairedGain } from './gate.ts'
import type { Question } from './questions.ts'
import type { Version } from './version.ts'

/** Why a version is taken back, with its numbers as a learning run has them. */
export interface Reconsidered {
  tier: LearningTier
  reason: string
  numbers: { before: number; after: number; standardError: number; surprise: number }
}

const gainOf = (foresights: readonly Foresight[]) =>
  foresights.reduce((sum, { rank }) => sum + 1 / (rank + 5), 0) / Math.max(1, foresights.length)

/**
 * Prequential test: what came since a version passed the gate, scored before anything learns from it, by that version and
 * by the one before. The one before returns where it was
 * better by more than chance.
 * @param since the questions that came since
 * @param judge how a version foresees questions
 * @returns `null` where the version stays
 */
export async function reconsider(
  since: readonly Question[],
  champion: Version,
  previous: Version | null,
  judge: (asked: readonly Question[], version: Pick<Version, 'adapter' | 'mix'>) => Promise<Foresight[]>,
): Promise<Reconsidered | null> {
  if (since.length < LEAST_HELD_BACK) return null
  const mine = await judge(since, champion)
  const before = await judge(since, previous ?? { adapter: null, mix: null })
  const { mean, error } = pairedGain(mine, before)
  if (!(mean > error)) return null
  const surprise = before.reduce((sum, each, i) => sum + each.surprise - mine[i].surprise, 0) / since.length
  return {
    tier: champion.adapter !== (previous?.adapter ?? null) ? 'vector' : 'mix',
    reason: `the version before foresaw ${since.length} newer choices better (+${mean.toFixed(4)} ± ${error.toFixed(4)})`,
    numbers: { before: gainOf(mine), after: gainOf(before), standardError: error, surprise },
  }
}
