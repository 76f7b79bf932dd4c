import type { EventName, StoredInteraction } from '@penchant/protocol'

/**
 * What each thing that a visitor does is worth, in one place. docs/serving.md, "What counts how much", has the same
 * as a table.
 */
export const FEEDBACK = {
  /** Weight of an interaction as something to learn to foresee; only ratios matter. */
  target: { purchase: 1, add_to_cart: 0.8, like_item: 0.8, add_to_wishlist: 0.8 } as Partial<Record<EventName, number>>,
  /** Any other, by how long the visitor stayed. Where that is not known, as a view. */
  longView: 0.6,
  view: 0.4,
  bounce: 0,
  /** Put into the cart and, when that session was over, not bought. */
  abandonedCart: 0.6,
  /** Seconds. */
  longViewFrom: 30,
  bounceBelow: 3,
  /** Ratings from here on are likes, and up to there dislikes; those between say nothing. */
  likedFrom: 4,
  dislikedUpTo: 2,
  /** What came of a recommendation is seen as often as the list was shown it: one over that chance, at most this. */
  mostInversePropensity: 10,
  /** How much less a score is that belongs to the very like of an item: 1 is all of it. Nothing for what is unlike. */
  lowers: { not_interested: 0.8, dislike_item: 0.8, rate_item: 0.8, refund: 0.3, remove_from_cart: 0.3 } as Partial<
    Record<EventName, number>
  >,
  /** Cosine of item rows from which on another item is alike. */
  alikeFrom: 0.4,
  /** Impressions without a click after which an item counts as passed over; in a search that led nowhere each counts twice. */
  passedOverFrom: 3,
} as const

/** A like or a dislike in plain words, whatever form it was given in. */
export function opinion({ event, value }: Pick<StoredInteraction, 'event' | 'value'>): 'like' | 'dislike' | null {
  if (event === 'like_item') return 'like'
  if (event === 'dislike_item' || event === 'not_interested') return 'dislike'
  if (event !== 'rate_item' || value === undefined) return null
  if (value >= FEEDBACK.likedFrom) return 'like'
  return value <= FEEDBACK.dislikedUpTo ? 'dislike' : null
}

/** @param seconds that the visitor stayed; NaN where it is not known */
export function targetWeight(
  interaction: Pick<StoredInteraction, 'event' | 'value'>,
  seconds: number,
  isAbandoned: boolean,
): number {
  if (isAbandoned) return FEEDBACK.abandonedCart
  const weight = FEEDBACK.target[opinion(interaction) === 'like' ? 'like_item' : interaction.event]
  if (weight !== undefined) return weight
  // Nothing between two steps: they were written down together, which says nothing of how long either lasted.
  if (seconds > 0 && seconds < FEEDBACK.bounceBelow) return FEEDBACK.bounce
  return seconds >= FEEDBACK.longViewFrom ? FEEDBACK.longView : FEEDBACK.view
}
