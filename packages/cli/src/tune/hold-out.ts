import { startNodeBackend } from '@penchant/tensor/node'
import { openDataset, readSequences } from '../dataset.ts'
import { listRanker } from '../evaluate/list-ranker.ts'
import { type MethodRow, Tally } from '../evaluate/tally.ts'
import { readPublished } from '../published-model.ts'
import { queryVectors } from '../query-vectors.ts'
import { queriesOfAll } from '../targets.ts'
import type { TunedMetric } from './plan.ts'

const RESAMPLES = 1000

/** Two published models on the questions of the test split, which no setting was chosen by. */
export interface HoldOut {
  tuned: MethodRow
  standard: MethodRow
  /** 95 % interval of tuned minus standard, percentage points, paired by sequence. */
  difference: [number, number]
}

/** @returns null where the dataset has no test split */
export async function holdOut(
  data: string,
  folders: { tuned: string; standard: string },
  metric: TunedMetric,
): Promise<HoldOut | null> {
  await startNodeBackend('wasm')
  const dataset = await openDataset(data)
  const ranksOf = async (folder: string) => {
    const published = await readPublished(folder)
    const rank = listRanker(published)
    const found = new Map<string, { sequence: number; ranks: number[] }>()
    const questions = queriesOfAll(readSequences(dataset, 'test'), dataset.task)
    for await (const { query, vector } of queryVectors(questions, published.model)) {
      found.set(`${query.sequence.id} ${query.end}`, { sequence: query.sequence.id, ranks: rank(query, vector) })
    }
    return found
  }
  const tuned = new Tally('tuned')
  const standard = new Tally('standard')
  const ofStandard = await ranksOf(folders.standard)
  for (const [question, { sequence, ranks }] of await ranksOf(folders.tuned)) {
    tuned.add(sequence, ranks)
    standard.add(sequence, ofStandard.get(question)!.ranks)
  }
  if (ofStandard.size === 0) return null
  return {
    tuned: tuned.row(RESAMPLES, 1),
    standard: standard.row(RESAMPLES, 1),
    difference: tuned.difference(standard, RESAMPLES, 1, metric),
  }
}
