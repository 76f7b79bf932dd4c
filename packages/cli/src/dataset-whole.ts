import { type Dataset, readSequences } from './dataset.ts'

/**
 * The dataset with everything but the visitors of the disjoint slice in its train split: each sequence as the latest
 * split knows it, which holds its whole past. Nothing is left to choose settings by, or to judge them.
 */
export async function wholeOf(dataset: Dataset): Promise<Dataset> {
  const { test, validation, train } = dataset.shards
  const tested = await idsOf(dataset, 'test')
  const later = await idsOf(dataset, 'validation')
  for (const id of tested) later.add(id)
  return {
    ...dataset,
    shards: { ...dataset.shards, train: [...test, ...validation, ...train] },
    superseded: [...test.map(() => new Set<number>()), ...validation.map(() => tested), ...train.map(() => later)],
  }
}

async function idsOf(dataset: Dataset, split: 'validation' | 'test'): Promise<Set<number>> {
  const ids = new Set<number>()
  for await (const { id } of readSequences(dataset, split)) ids.add(id)
  return ids
}
