import type { Finalist } from './finalists.ts'
import type { HoldOut } from './hold-out.ts'
import type { TunedParams } from './settings.ts'

/** What a search found: what `penchant tune --json` prints. */
export interface TuneResult {
  out: string
  trials: { complete: number; pruned: number; failed: number }
  /** Why the search ended. */
  ended: string
  params: TunedParams
  /** The folds' metric, 0 to 1, of as many seeds as there was time for; the standard setting beside it. */
  folds: Record<'tuned' | 'standard', Pick<Finalist, 'values' | 'mean' | 'deviation'>>
  bytes: { tuned: number; standard: number }
  /** A recommendation, on WASM on the machine of the search. */
  milliseconds: { tuned: number; standard: number }
  /** The test split; null where the data has none. */
  holdOut: HoldOut | null
  report: string
  /** Whose setting was trained once more, on everything, and is published. */
  kept: 'winner' | 'standard'
  published: string
}
