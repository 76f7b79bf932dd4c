import type { Interaction, StoredInteraction } from './interaction.ts'
import type { Recommendation, RecommendationSource } from './recommendation.ts'

/** What is to be thought otherwise than it is. */
export interface WhatIf {
  /** Ids of stored interactions that did not happen. */
  without?: number[]
  /** Interactions that happened after all that is stored, in the same session. */
  and?: Interaction[]
  /** Milliseconds since the Unix epoch. */
  now?: number
}

/** What a score is made of: the three parts add up to it before controls, and `factor` is what those multiplied it by. */
export interface ScoreParts {
  model: number
  coVisitation: number
  memory: number
  factor: number
}

/** A list with all that led to it, for a developer's eyes. It counts as shown nowhere. */
export interface Inspection {
  source: RecommendationSource
  /** Item that the engine chose to base the list on. */
  seed?: string
  items: (Omit<Recommendation, 'attribution'> & { parts?: ScoreParts })[]
  /**
   * What the model reads, oldest first: the item interactions with items that it knows. `share` is what an interaction
   * weighs in the query, of 1; `null` before the model's window, or where the model did not answer.
   */
  sequence: (StoredInteraction & { share: number | null })[]
  /** Milliseconds; `null` for a part that was not needed. */
  encodeTime: number | null
  scoreTime: number | null
}
