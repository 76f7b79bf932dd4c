import { encodeWindows, lastWindow } from '@penchant/model'
import { startNodeBackend } from '@penchant/tensor/node'
import { openDataset } from '../dataset.ts'
import { listRanker } from '../evaluate/list-ranker.ts'
import { readPublished } from '../published-model.ts'
import { sampleQuestions } from '../sample-questions.ts'

const QUESTIONS = 60
/** The first ones compile and warm up. */
const WARM = 10

/**
 * Milliseconds that one recommendation takes a published model, median over questions of the validation split asked one
 * at a time: encoder and scorer on WASM and one thread, as most browsers run them, but on this machine.
 */
export async function servingTime(data: string, folder: string): Promise<number> {
  await startNodeBackend('wasm')
  const dataset = await openDataset(data)
  const published = await readPublished(folder)
  const rank = listRanker(published)
  const { model } = published
  const questions = await sampleQuestions(dataset, QUESTIONS, 1)
  const times: number[] = []
  for (const query of questions) {
    const started = performance.now()
    const window = lastWindow(query.sequence, model.config, query.end)
    const { queries } = await encodeWindows([window], model, 'wasm')
    rank(query, queries)
    times.push(performance.now() - started)
  }
  const warm = times.slice(Math.min(WARM, times.length - 1)).sort((a, b) => a - b)
  return warm[warm.length >> 1] ?? 0
}
