import { type Batch, buildFeatures, type Candidates, type Random, sampleCandidates } from '@penchant/model'
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
    const inside = questions.filter(
      (question) => question.end > from && question.end <= to && worth(question, sequence) > 0,
    )
    if (inside.length === 0) continue
    const targets = Int32Array.from(inside, ({ target }) => target)
    batches.push({
      features: buildFeatures([{ sequence, from, to }], config),
      positions: Int32Array.from(inside, ({ end }) => end - 1 - from),
      importance: Float32Array.from(inside, (question) => worth(question, sequence)),
      candidates: withRows(
        sampleCandidates(targets, frequency, NEGATIVES, random),
        sequence.negatives,
        NEGATIVES / popularity.length,
      ),
    })
  }
  return batches
}

/** The most that was done with the answer in the session that it came in: to have bought it counts, not to have looked before. */
function worth({ end, target }: Question, { rows, sessions, weights }: VisitorSequence): number {
  let most = 0
  for (let i = end; i < rows.length && sessions[i] === sessions[end]; i++) {
    if (rows[i] === target) most = Math.max(most, weights[i])
  }
  return most
}

/** With negatives that the visitor has named. They count as if they had been drawn like the others. @param share of the items drawn */
function withRows({ rows, logQ, labels }: Candidates, more: Int32Array, share: number): Candidates {
  const known = new Set(rows)
  const added = more.filter((row) => !known.has(row))
  const all = Int32Array.of(...rows, ...added)
  const corrections = new Float32Array(all.length).fill(Math.min(0, Math.log(share)))
  corrections.set(logQ)
  return { rows: all, logQ: corrections, labels }
}
