import type { Random, Window } from '@penchant/model'
import type { DatasetSequence } from '../dataset-sequence.ts'
import { isChoice } from '../targets.ts'
import { type TargetWeights, targetWeight } from './target-weights.ts'
import { turnedDownBefore } from './turned-down.ts'

/** A window with what is to be predicted in it: from position `at[k]` the item row `rows[k]`, which weighs `weights[k]`. */
export interface TrainingWindow extends Window {
  sequence: DatasetSequence
  at: number[]
  rows: number[]
  weights: number[]
  /** Pairs of a target, by its place in `at`, and a position of the window whose item had been turned down before it. */
  turnedDown: [number, number][]
}

/** What the targets of a window weigh, and whether it says what had been turned down before them. */
export interface WindowOptions {
  targetWeights: TargetWeights | null
  hardNegatives: number
}

/**
 * What a recommendation led to weighs half: a model that learns from its own lists sees mostly what it has shown.
 * Only ratios matter, so data that do not say weigh as they did.
 */
const RECOMMENDED_WEIGHT = 0.5

/** Most targets that one step of a basket sequence has: a sample of the next basket. */
const BASKET_SAMPLE = 8

/**
 * Cuts a sequence into windows of at most `maxLength` inputs. A long history is cut at a random
 * offset, so that over the epochs every interaction is predicted from contexts of every length.
 *
 * Next item: each position predicts the one after it. Next basket: lines of one basket have no order,
 * so its last position alone predicts, namely a sample of the next basket.
 */
export function* windowsOf(
  sequence: DatasetSequence,
  maxLength: number,
  task: 'next-item' | 'next-basket',
  random: Random,
  { targetWeights, hardNegatives }: WindowOptions = { targetWeights: null, hardNegatives: 0 },
): Generator<TrainingWindow> {
  const count = sequence.rows.length
  const offset = count - 1 > maxLength ? random.below(maxLength) : 0
  for (let start = offset ? offset - maxLength : 0; start < count - 1; start += maxLength) {
    const from = Math.max(0, start)
    const to = Math.min(start + maxLength, count - 1)
    const window: TrainingWindow = { sequence, from, to, at: [], rows: [], weights: [], turnedDown: [] }
    for (let i = from; i < to; i++) {
      if (task === 'next-item') {
        if (!isChoice(sequence, i + 1) || !add(window, i, i + 1, targetWeights) || hardNegatives === 0) continue
        const target = window.at.length - 1
        for (const place of turnedDownBefore(sequence, from, i)) window.turnedDown.push([target, place - from])
      } else if (sequence.sessions[i + 1] !== sequence.sessions[i]) {
        const basket = basketAt(sequence, i + 1)
        const sample = basket.length > BASKET_SAMPLE ? random.shuffle(basket).slice(0, BASKET_SAMPLE) : basket
        for (const line of sample) add(window, i, line, targetWeights)
      }
    }
    if (window.rows.length > 0) yield window
  }
}

/** @returns whether interaction `target` weighs anything as what position `i` predicts, and so was added */
function add(window: TrainingWindow, i: number, target: number, weights: TargetWeights | null): boolean {
  const { sequence, from } = window
  const weight = targetWeight(sequence, target, weights) * (sequence.recommended?.[target] ? RECOMMENDED_WEIGHT : 1)
  if (weight === 0) return false
  window.at.push(i - from)
  window.rows.push(sequence.rows[target])
  window.weights.push(weight)
  return true
}

/** Lines of the basket that begins at `start`, one an item. */
function basketAt({ rows, sessions }: DatasetSequence, start: number): number[] {
  const lines = new Map<number, number>()
  for (let i = start; i < rows.length && sessions[i] === sessions[start]; i++) {
    if (!lines.has(rows[i])) lines.set(rows[i], i)
  }
  return [...lines.values()]
}
