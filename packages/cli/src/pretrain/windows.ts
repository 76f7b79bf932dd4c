import type { Random, Window } from '@penchant/model'
import type { DatasetSequence } from '../dataset-sequence.ts'
import { isChoice } from '../targets.ts'

/** A window with what is to be predicted in it: from position `at[k]` the item row `rows[k]`, which weighs `weights[k]`. */
export interface TrainingWindow extends Window {
  at: number[]
  rows: number[]
  weights: number[]
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
): Generator<TrainingWindow> {
  const count = sequence.rows.length
  const offset = count - 1 > maxLength ? random.below(maxLength) : 0
  for (let start = offset ? offset - maxLength : 0; start < count - 1; start += maxLength) {
    const from = Math.max(0, start)
    const to = Math.min(start + maxLength, count - 1)
    const window: TrainingWindow = { sequence, from, to, at: [], rows: [], weights: [] }
    for (let i = from; i < to; i++) {
      if (task === 'next-item') {
        if (isChoice(sequence, i + 1)) add(window, i, sequence.rows[i + 1], weightOf(sequence, i + 1))
      } else if (sequence.sessions[i + 1] !== sequence.sessions[i]) {
        const basket = basketAt(sequence, i + 1)
        const sample = basket.length > BASKET_SAMPLE ? random.shuffle(basket).slice(0, BASKET_SAMPLE) : basket
        for (const row of sample) add(window, i, row, 1)
      }
    }
    if (window.rows.length > 0) yield window
  }
}

function weightOf({ recommended }: DatasetSequence, i: number): number {
  return recommended?.[i] ? RECOMMENDED_WEIGHT : 1
}

function add(window: TrainingWindow, i: number, row: number, weight: number): void {
  window.at.push(i - window.from)
  window.rows.push(row)
  window.weights.push(weight)
}

function basketAt(sequence: DatasetSequence, start: number): number[] {
  const basket = new Set<number>()
  for (let i = start; i < sequence.rows.length && sequence.sessions[i] === sequence.sessions[start]; i++) {
    basket.add(sequence.rows[i])
  }
  return [...basket]
}
