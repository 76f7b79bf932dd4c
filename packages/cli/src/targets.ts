import type { DatasetSequence } from './dataset-sequence.ts'

/**
 * Whether interaction `i` of a sequence is a choice worth predicting. Something else done with the
 * item at hand (viewed, then put into the cart) is none: the visitor has chosen that item before.
 */
export function isChoice(sequence: DatasetSequence, i: number): boolean {
  return sequence.rows[i] !== sequence.rows[i - 1] || sequence.events[i] === sequence.events[i - 1]
}

/** One question to a recommender: after the first `end` interactions, what comes? */
export interface Query {
  sequence: DatasetSequence
  end: number
  /** Item rows that came: one, or the next basket's items, each once. */
  targets: number[]
}

/**
 * All questions that a sequence's `targets` ask. Next item: one for each target with an interaction
 * before it. Next basket: one for each session, from everything before it.
 */
export function* queriesOf(sequence: DatasetSequence, task: 'next-item' | 'next-basket'): Generator<Query> {
  const { rows, sessions, targets } = sequence
  for (let i = 1; i < rows.length; i++) {
    if (task === 'next-item') {
      if (targets[i] && isChoice(sequence, i)) yield { sequence, end: i, targets: [rows[i]] }
    } else if (sessions[i] !== sessions[i - 1] && targets[i]) {
      const basket = new Set<number>()
      for (let j = i; j < rows.length && sessions[j] === sessions[i]; j++) basket.add(rows[j])
      yield { sequence, end: i, targets: [...basket] }
    }
  }
}

/** The questions of a whole stream of sequences. */
export async function* queriesOfAll(
  sequences: AsyncIterable<DatasetSequence>,
  task: 'next-item' | 'next-basket',
): AsyncGenerator<Query> {
  for await (const sequence of sequences) yield* queriesOf(sequence, task)
}
