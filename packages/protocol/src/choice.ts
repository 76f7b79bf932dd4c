import type { RecommendRequest } from './recommendation.ts'

/** A banner, a tile, a section of a page: what a slot can show. */
export interface ChoiceOption {
  /** The shop's own name of it. */
  id: string
  /** A filter expression for the items that it is about: it is likelier chosen for whom the model would recommend them to. */
  filter?: string
  /** How it has done elsewhere, as the shop knows it: that often shown, and of these that often clicked. */
  prior?: { shown: number; rewarded: number }
}

/** What a slot of the page may show; `docs/serving.md` has the meaning. */
export interface ChoiceRequest {
  /** The shop's own name of the place; what was learnt belongs to it. */
  slot: string
  /** At most 50, ids or with more to say; the first is shown where nothing can be chosen. */
  options: readonly (string | ChoiceOption)[]
  context?: Pick<NonNullable<RecommendRequest['context']>, 'device'>
}

export interface ChoiceResponse {
  /** Carried by later events as `attribution`: the first that comes is the reward. */
  id: string
  slot: string
  /** Id of the option to show. */
  option: string
  /** How likely this option was to be chosen, above 0 to 1. */
  propensity: number
  /** `shop-order`: nothing was chosen, the first option is to be shown. */
  source: 'bandit' | 'shop-order'
}

/** What is stored of a slot: for each option a Bayesian linear regression of its rewards on the context. */
export interface SlotRecord {
  slot: string
  arms: Record<string, { mean: number[]; covariance: number[]; shown: number; rewarded: number }>
  /** What was shown last and has brought no reward, oldest first. */
  open: { id: string; option: string; features: number[] }[]
}
