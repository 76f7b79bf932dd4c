import { type Batch, buildFeatures, type Random, sampleCandidates } from '@penchant/model'
import type { Base } from './base.ts'
import type { Question } from './questions.ts'
import type { VisitorSequence } from './visitor-sequence.ts'

/** Windows that are learnt from, by turns: what lies further back is another time. */
const WINDOWS = 4
/** Drawn uniformly for each window. */
const NEGATIVES = 128

/** Windows of the history, newest first, each with the questions that are answered within it. */
export function learningBatches(
  questions: readonly Question[],
  sequence: VisitorSequence,
  { manifest: { config }, popularity }: Base,
  random: Random,
): Batch[] {
  const frequency = new Float32Array(popularity.length + 1)
  frequency.set(popularity, 1)
  const batches: Batch[] = []
  for (let to = questions[questions.length - 1].end; to > 0 && batches.length < WINDOWS; to -= config.maxLength) {
    const from = Math.max(0, to - config.maxLength)
    const inside = questions.filter(({ end }) => end > from && end <= to)
    if (inside.length === 0) continue
    const targets = Int32Array.from(inside, ({ target }) => target)
    batches.push({
      features: buildFeatures([{ sequence, from, to }], config),
      positions: Int32Array.from(inside, ({ end }) => end - 1 - from),
      importance: new Float32Array(inside.length).fill(1),
      candidates: sampleCandidates(targets, frequency, NEGATIVES, random),
    })
  }
  return batches
}
