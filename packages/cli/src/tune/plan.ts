import { type Dataset, foldOf, readSequences } from '../dataset.ts'
import { type Fold, recentPart, rollingFolds, sessionBeginnings } from '../dataset-fold.ts'
import { DataError } from '../errors.ts'

/** What `--metric` may be; the best of each is 1. */
export const TUNED_METRICS = ['NDCG@10', 'MAP@10', 'P@20'] as const
export type TunedMetric = (typeof TUNED_METRICS)[number]

export interface PlannedFold extends Fold {
  /** Interactions to learn from. */
  interactions: number
}

/** What each trial does. Plain data: a trial may run in another process. */
export interface Plan {
  /** The dataset's folder. */
  data: string
  metric: TunedMetric
  /** Folds in the order in which a trial goes through them: the cheap look first, then the newest. */
  folds: PlannedFold[]
  /** Passes over each fold's train part. */
  epochs: number
  /** Questions asked of each fold. */
  questions: number
}

const FOLDS = 3
/** Of the train split's sessions, asked by each fold. */
const SHARE_ASKED = 0.08
/** About so many interactions, the newest, are learnt from in each fold: a search of many small looks beats one of few large ones. */
const LEARNT = 150_000
/** Of a fold's sessions, the newest: learnt from in the first look. */
const SHARE_FIRST = 0.1
/** Fewer sessions than this say nothing about settings. */
const LEAST_SESSIONS = 200

/** @throws DataError where there is too little to cut folds from */
export async function makePlan(
  dataset: Dataset,
  options: Pick<Plan, 'data' | 'metric' | 'epochs' | 'questions'>,
): Promise<Plan> {
  const beginnings = await sessionBeginnings(readSequences(dataset, 'train'))
  if (beginnings.length < LEAST_SESSIONS) {
    throw new DataError(
      `${dataset.folder} has ${beginnings.length} sessions to train on; ${LEAST_SESSIONS} are the least to cut folds from`,
    )
  }
  const share = Math.min(1, LEARNT / Math.max(1, dataset.counts.interactions))
  const whole = rollingFolds(beginnings, FOLDS, SHARE_ASKED).reverse()
  const folds = whole.map((fold) => recentPart(fold, beginnings, share))
  const planned: PlannedFold[] = []
  for (const fold of [recentPart(whole[0], beginnings, Math.min(SHARE_FIRST, share / 3)), ...folds]) {
    let interactions = 0
    for await (const { rows } of readSequences(foldOf(dataset, fold), 'train')) interactions += rows.length
    planned.push({ ...fold, interactions })
  }
  return { ...options, folds: planned }
}
