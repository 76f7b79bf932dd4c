import { FEEDBACK } from '@penchant/learning'
import type { TrainingConfig } from '@penchant/model'
import { ITEM_EVENTS } from '@penchant/protocol'
import type { DatasetSequence } from '../dataset-sequence.ts'
import { UsageError } from '../errors.ts'

/** What a target may be told apart by: its event, or, where that says no more than that it was seen, how long. */
const KINDS: readonly string[] = [...ITEM_EVENTS, 'long_view', 'view', 'bounce', 'abandoned_cart']

/** Weight of a target by its kind; only ratios matter. */
export type TargetWeights = NonNullable<TrainingConfig['targetWeights']>

/** What the device's own learning makes of each: packages/learning/src/feedback.ts. */
const FEEDBACK_WEIGHTS: TargetWeights = {
  ...FEEDBACK.target,
  long_view: FEEDBACK.longView,
  view: FEEDBACK.view,
  bounce: FEEDBACK.bounce,
  abandoned_cart: FEEDBACK.abandonedCart,
  // What is turned down is nothing to foresee.
  ...Object.fromEntries(Object.keys(FEEDBACK.lowers).map((event) => [event, 0])),
  // Without its value it may be good or bad.
  rate_item: FEEDBACK.view,
}

/**
 * What `--target-weights` says: `equal` (`null`), `feedback`, or weights that replace some of those of `feedback`, as in
 * `purchase=2,bounce=.1`. @throws UsageError
 */
export function parseTargetWeights(text: string): TargetWeights | null {
  if (text === 'equal') return null
  if (text === 'feedback') return FEEDBACK_WEIGHTS
  const given = text.split(',').map((pair) => {
    const [name, value] = pair.split('=').map((part) => part.trim())
    const weight = value ? Number(value) : Number.NaN
    if (!KINDS.includes(name)) {
      throw new UsageError(`--target-weights ${text}: "${name}" is none of equal, feedback, ${KINDS.join(', ')}`)
    }
    if (!(weight >= 0 && weight <= 1000)) {
      throw new UsageError(`--target-weights ${text}: ${name} needs a number from 0 to 1000, as in ${name}=.5`)
    }
    return [name, weight] as const
  })
  return { ...FEEDBACK_WEIGHTS, ...Object.fromEntries(given) }
}

/** Weight of interaction `i` as a target; without weights 1. */
export function targetWeight(sequence: DatasetSequence, i: number, weights: TargetWeights | null): number {
  if (!weights) return 1
  const { abandoned_cart: left } = weights
  const event = ITEM_EVENTS[sequence.events[i]]
  if (event === 'add_to_cart' && left !== undefined && !isBoughtInSession(sequence, i)) return left
  const weight = weights[event]
  if (weight !== undefined) return weight
  const seconds = sequence.dwells[i]
  // Nothing between two steps: they were written down together, which says nothing of how long either lasted.
  if (seconds > 0 && seconds < FEEDBACK.bounceBelow) return weights.bounce ?? 1
  return (seconds >= FEEDBACK.longViewFrom ? weights.long_view : weights.view) ?? 1
}

const PURCHASE = ITEM_EVENTS.indexOf('purchase')

function isBoughtInSession({ rows, events, sessions }: DatasetSequence, i: number): boolean {
  for (let j = i + 1; j < rows.length && sessions[j] === sessions[i]; j++) {
    if (events[j] === PURCHASE && rows[j] === rows[i]) return true
  }
  return false
}
