import { type Adapter, lastWindow, type ServingModel } from '@penchant/model'
import type { BackendName } from '@penchant/protocol'
import { hybrid, logSumExp } from '@penchant/ranking'
import { encodeEvenly } from './encode-evenly.ts'
import type { Foresight } from './gate.ts'
import type { Question } from './questions.ts'
import type { Serving } from './serving.ts'
import type { Slices } from './slices.ts'
import type { VisitorSequence } from './visitor-sequence.ts'

/** A place beyond this is out of sight. */
const RANKED = 200
/** Histories encoded at a time: a slice stays short. */
const BATCH = 4

/**
 * How well each question would have been answered when it was asked, by the very list that is served:
 * model, co-visitation and memory, each from what was known then.
 */
export async function foresee(
  questions: Question[],
  sequence: VisitorSequence,
  serving: Serving,
  model: ServingModel,
  adapter: Adapter | null,
  backend: BackendName,
  slices: Slices,
): Promise<Foresight[]> {
  const { manifest, neighbours, table } = serving
  const { dimension, temperature, maxLength } = manifest.config
  const foresights: Foresight[] = []
  for (let at = 0; at < questions.length; at += BATCH) {
    const batch = questions.slice(at, at + BATCH)
    const windows = batch.map(({ end }) => lastWindow(sequence, manifest.config, end))
    const { queries } = await encodeEvenly(windows, BATCH, model, backend, { adapter })
    for (const [i, { end, target }] of batch.entries()) {
      const scores = table!.scorer.score(queries.subarray(i * dimension, (i + 1) * dimension))
      const cut = (from: number) => ({
        rows: sequence.rows.subarray(from, end),
        sessions: sequence.sessions.subarray(from, end),
      })
      const list = hybrid(
        {
          scores,
          temperature,
          window: cut(Math.max(0, end - maxLength)),
          history: cut(0),
          neighbours,
          mix: manifest.mix,
          task: manifest.task,
        },
        RANKED,
      )
      const place = list.rows.indexOf(target)
      foresights.push({
        rank: place < 0 ? Number.POSITIVE_INFINITY : place + 1,
        // Of the model alone: it is what learning changes.
        surprise: logSumExp(scores, 1 / temperature) - scores[target - 1] / temperature,
      })
    }
    await slices.next()
  }
  return foresights
}
