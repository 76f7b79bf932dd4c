import { categorical, float, int, type Space, type Values } from '@penchant/tune'
import { BASELINE_NAMES, type Baseline, type BaselineName, type BaselineOptions } from './baseline.ts'
import { content } from './content.ts'
import { implicitAls } from './implicit-als.ts'
import { itemKnn } from './item-knn.ts'
import { personalFrequency } from './personal-frequency.ts'
import { popularity } from './popularity.ts'
import { recentPopularity } from './recent-popularity.ts'
import { repeatLast } from './repeat-last.ts'
import { sequentialRules } from './sequential-rules.ts'
import { tifuKnn } from './tifu-knn.ts'
import { truncatedSvd } from './truncated-svd.ts'
import { vSknn } from './v-sknn.ts'
import { vStan } from './v-stan.ts'

const decay = float(0.2, 1)
const ranges = { sample: int(200, 5000, { log: true }), neighbours: int(50, 500, { log: true }), idf: float(0, 5) }

/** By name: how it is made, and the settings that a search may choose, around the papers' own. */
const BASELINES: Record<BaselineName, { create: (options: BaselineOptions) => Baseline; space: Space | null }> = {
  popularity: { create: popularity, space: null },
  'recent-popularity': { create: recentPopularity, space: { halfLife: float(0.002, 1, { log: true }) } },
  'repeat-last': { create: repeatLast, space: null },
  'personal-frequency': { create: personalFrequency, space: { decay } },
  'tifu-knn': {
    create: tifuKnn,
    space: {
      neighbours: int(50, 900, { log: true }),
      own: float(0.05, 1),
      group: int(1, 20),
      withinDecay: float(0.3, 1),
      groupDecay: float(0.3, 1),
    },
  },
  content: { create: content, space: { decay: float(0.05, 0.95), trigrams: categorical([true, false]) } },
  'sequential-rules': { create: sequentialRules, space: { steps: int(1, 30) } },
  'item-knn': {
    create: itemKnn,
    space: { neighbours: int(20, 500, { log: true }), regularisation: float(0.5, 200, { log: true }) },
  },
  'v-sknn': { create: vSknn, space: ranges },
  'v-stan': {
    create: vStan,
    space: {
      ...ranges,
      steps: float(0.5, 20, { log: true }),
      age: float(0.02, 2, { log: true }),
      distance: float(0.5, 50, { log: true }),
    },
  },
  'truncated-svd': {
    create: truncatedSvd,
    space: { dimension: int(16, 128, { step: 16 }), damping: float(0, 1), decay },
  },
  'implicit-als': {
    create: implicitAls,
    space: {
      dimension: int(16, 64, { step: 16 }),
      confidence: float(1, 200, { log: true }),
      regularisation: float(0.001, 1, { log: true }),
      decay,
    },
  },
}

/** @param settings of `baselineSpace`; default: the literature's */
export function createBaseline(name: BaselineName, options: BaselineOptions, settings: Values = {}): Baseline {
  return BASELINES[name].create({ ...options, ...settings })
}

/** What there is to choose; `null` where there is nothing. */
export function baselineSpace(name: BaselineName): Space | null {
  return BASELINES[name].space
}

/** The baselines that fit the data: baskets for TIFU-KNN, words for content. */
export function baselinesFor({ task, texts }: BaselineOptions): BaselineName[] {
  return BASELINE_NAMES.filter(
    (name) =>
      (name !== 'tifu-knn' || task === 'next-basket') && (name !== 'content' || texts?.some((text) => text !== '')),
  )
}
