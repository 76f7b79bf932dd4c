import { Best, logSumExp, MIX_WEIGHTS, mixParts } from '@penchant/ranking'
import type { Base } from './base.ts'
import type { Question } from './questions.ts'
import type { Slices } from './slices.ts'
import type { Vectors } from './vectors.ts'
import type { VisitorSequence } from './visitor-sequence.ts'

/** One place of the history: what might have come then, and what came. */
export interface MixCase {
  /** softmax(q·E / τ) of each candidate [candidates]. */
  model: Float64Array
  /** Each part by the shop's weight [candidates, MIX_WEIGHTS]. */
  parts: Float64Array
  /** Share of what came then [candidates], sums to 1. */
  targets: Float64Array
}

/** Of the model's own list, this many are candidates beside what the sparse parts name. */
const OF_MODEL = 60

/** The parts of the score at each place that a question is asked at, by the base's vector. */
export async function mixCases(
  questions: readonly Question[],
  sequence: VisitorSequence,
  base: Base,
  vectors: Vectors,
  slices: Slices,
): Promise<MixCase[]> {
  const { config, mix, task } = base.manifest
  const wanted = new Map<number, number[]>()
  for (const { end, target } of questions) wanted.set(end, [...(wanted.get(end) ?? []), target])
  const queries = await vectors(wanted.keys(), null)
  const cases: MixCase[] = []
  for (const [end, targets] of wanted) {
    const cut = (from: number) => ({
      rows: sequence.rows.subarray(from, end),
      sessions: sequence.sessions.subarray(from, end),
    })
    const window = cut(Math.max(0, end - config.maxLength))
    const parts = mixParts({ window, history: cut(0), neighbours: base.neighbours, mix, task })
    const scores = base.scorer.score(queries.get(end)!)
    const best = new Best(Math.min(OF_MODEL, scores.length))
    for (let i = 0; i < scores.length; i++) if (scores[i] >= best.threshold) best.offer(i + 1, scores[i])
    const rows = new Set([...best.rows, ...targets])
    for (const name of MIX_WEIGHTS) for (const row of parts[name].keys()) rows.add(row)
    const candidates = [...rows]
    const scale = 1 / config.temperature
    const logZ = logSumExp(scores, scale)
    cases.push({
      model: Float64Array.from(candidates, (row) => Math.exp(scale * scores[row - 1] - logZ)),
      parts: Float64Array.from(
        candidates.flatMap((row) => MIX_WEIGHTS.map((name) => (mix[name] ?? 0) * (parts[name].get(row) ?? 0))),
      ),
      targets: Float64Array.from(candidates, (row) => (targets.includes(row) ? 1 / targets.length : 0)),
    })
    await slices.next()
  }
  return cases
}
