import type { SlotRecord, StoredInteraction } from '@penchant/protocol'
import { type Arm, type ArmPrior, chances, createArm, draw, expectation, rewardArm, showArm } from '@penchant/ranking'
import type { Candidate } from './candidate.ts'
import type { CheckedChoice } from './check-choice.ts'
import { itemsInCart } from './history/items-in-cart.ts'

/** What options are compared in: where, when, who. */
export interface Moment {
  device: string
  /** Of the device's own zone. */
  now: Date
  history: readonly StoredInteraction[]
}

export interface Choice {
  option: string
  propensity: number
  features: number[]
}

/** Rewards for what was shown longer ago are rare, and nobody waits for them. */
const OPEN = 50
/** A visitor of that many sessions is no stranger any more. */
const REGULAR = 10

/** Of the coefficients after the first: an option about what the visitor likes begins with a lead, the rest with nothing. */
const MEANS = [0.1, 0, 0, 0, 0, 0, 0]

/**
 * What an option is judged by, all of it from the device: the constant, how much of what the model would recommend is what
 * the option is about (0 to 1), phone, the hour as a point on the clock, weekend, how regular the visitor is, a full cart.
 */
export function featuresOf(affinity: number, { device, now, history }: Moment): number[] {
  const angle = (2 * Math.PI * (now.getHours() + now.getMinutes() / 60)) / 24
  const day = now.getDay()
  return [
    1,
    affinity,
    device === 'phone' ? 1 : 0,
    Math.sin(angle),
    Math.cos(angle),
    day === 0 || day === 6 ? 1 : 0,
    Math.min(1, (history.at(-1)?.session ?? 0) / REGULAR),
    itemsInCart(history).length > 0 ? 1 : 0,
  ]
}

/** Share of a list's scores that goes to what each option is about; 0 for one that is about nothing. */
export function affinities(
  options: CheckedChoice['options'],
  list: readonly Pick<Candidate, 'item' | 'score'>[],
): number[] {
  const total = list.reduce((sum, { score }) => sum + score, 0)
  return options.map(({ about }) => {
    if (!about || !(total > 0)) return 0
    return list.reduce((sum, { item, score }) => sum + (about(item) ? score : 0), 0) / total
  })
}

/** Draws one of the options by how likely each is the best. @param at a number from 0 to 1, by chance */
export function choose(
  { options }: Pick<CheckedChoice, 'options'>,
  record: SlotRecord,
  features: readonly number[][],
  at: number,
): Choice {
  const shares = chances(options.map(({ id, prior }, i) => expectation(armOf(record, id, prior), features[i])))
  const chosen = draw(shares, at)
  return { option: options[chosen].id, propensity: shares[chosen], features: features[chosen] }
}

/** The record after the option was shown. @param id of the answer, which a later reward names */
export function shown(
  record: SlotRecord,
  id: string,
  { option, features }: Choice,
  prior: ArmPrior | undefined,
): SlotRecord {
  const arm = showArm(armOf(record, option, prior), features, createArm(MEANS, prior))
  return {
    ...record,
    arms: { ...record.arms, [option]: arm },
    open: [...record.open, { id, option, features }].slice(-OPEN),
  }
}

/** The record after rewards, each once; `null` where none is meant. @param ids of answers */
export function rewarded(record: SlotRecord, ids: ReadonlySet<string>): SlotRecord | null {
  const named = record.open.filter(({ id }) => ids.has(id))
  if (named.length === 0) return null
  const arms = { ...record.arms }
  for (const { option, features } of named) arms[option] = rewardArm(arms[option], features)
  return { ...record, arms, open: record.open.filter(({ id }) => !ids.has(id)) }
}

function armOf({ arms }: SlotRecord, option: string, prior: ArmPrior | undefined): Arm {
  const known = Object.hasOwn(arms, option) ? arms[option] : undefined
  // Of another version, with other features: it is learnt anew.
  return known?.mean.length === MEANS.length + 1 ? known : createArm(MEANS, prior)
}
