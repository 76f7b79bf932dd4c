import type { Catalogue } from '@penchant/protocol'
import { hybrid } from '@penchant/ranking'
import type { Candidates, Question } from '../candidate.ts'
import { itemsUnwanted } from '../history/items-unwanted.ts'
import { mixedCandidates } from '../mixed-candidates.ts'
import { popularityModel } from '../popularity-model.ts'
import { provisionalItems } from '../provisional-items.ts'
import { modelReasons } from '../reasons.ts'
import type { Encoded, Serving } from '../serving.ts'
import { visitorSequence } from '../visitor-sequence.ts'
import { popular } from './popular.ts'

/** History → sequence → query → scores → mix. A new visitor gets what is popular. */
export async function forYou(question: Question, serving: Serving): Promise<Candidates> {
  const { catalogue, manifest, neighbours, table, encoder } = serving
  const moment = { now: question.now, values: question.request.context }
  const sequenceOf = (known: Catalogue) => visitorSequence(question.history, known, manifest.config.context, moment)
  const sequence = sequenceOf(catalogue)
  // Only the encoder reads what has no row of its own: nothing was ever counted for it.
  const told = provisionalItems(question.history, serving)
  const read = told ? sequenceOf(told.catalogue) : sequence
  if (read.rows.length === 0) return popular(question, serving)

  const started = performance.now()
  let encoded: Encoded | null = null
  try {
    if (table && encoder) encoded = await encoder.encode(read, told?.rows)
  } catch {
    // The encoder sees to its backend itself; this answer comes from what needs none.
  }
  const encodedAt = performance.now()
  const model =
    table && encoded
      ? {
          scores: table.scorer.score(encoded.query),
          temperature: manifest.config.temperature,
          mix: encoder?.mix ?? manifest.mix,
        }
      : popularityModel(serving)
  const from = Math.max(0, sequence.rows.length - manifest.config.maxLength)
  const window = { rows: sequence.rows.subarray(from), sessions: sequence.sessions.subarray(from) }
  const exclude = question.without.and(itemsUnwanted(question.history))
  const list = hybrid({ ...model, window, history: sequence, neighbours, task: manifest.task, exclude }, question.size)
  return {
    source: encoded ? 'model' : 'co-visitation',
    list: mixedCandidates(
      list,
      list.because,
      (row) =>
        table && encoded ? modelReasons(row, read, encoded, table.rows, told?.rows) : [{ kind: 'popular', weight: 1 }],
      told?.catalogue ?? catalogue,
    ),
    ...(encoded && { encodeTime: encodedAt - started, attention: encoded.pooling }),
    scoreTime: performance.now() - encodedAt,
  }
}
