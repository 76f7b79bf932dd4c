import { type Batch, createRandom, type Random, type TrainingConfig } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import { type Dataset, readSequences } from '../dataset.ts'
import { keepsWindow } from './recency.ts'
import { toBatch } from './to-batch.ts'
import { type TrainingWindow, windowsOf } from './windows.ts'

/** Windows kept in memory at a time: enough to sort by length and to shuffle well, whatever the data's size. */
const POOL = 32768

/**
 * One epoch of batches, streamed shard by shard in random order. Windows of similar length share a
 * batch, so that little of it is padding; the order of batches is random within the pool.
 */
export async function* batchesOf(
  dataset: Dataset,
  frequency: Float32Array,
  config: ModelConfig,
  training: TrainingConfig,
  epoch: number,
): AsyncGenerator<Batch> {
  const random = createRandom(training.seed * 1_000_003 + epoch)
  const shards = random.shuffle([...dataset.shards.train.keys()])
  const keeps = keepsWindow(dataset, training.recency, random)
  let pool: TrainingWindow[] = []
  for (const shard of shards) {
    for await (const sequence of readSequences(dataset, 'train', { shards: [shard] })) {
      for (const window of windowsOf(sequence, config.maxLength, dataset.task, random, training)) {
        if (keeps(window)) pool.push(window)
      }
      if (pool.length >= POOL) {
        yield* batchesFrom(pool, frequency, config, training, random)
        pool = []
      }
    }
  }
  yield* batchesFrom(pool, frequency, config, training, random)
}

function* batchesFrom(
  pool: TrainingWindow[],
  frequency: Float32Array,
  config: ModelConfig,
  training: TrainingConfig,
  random: Random,
): Generator<Batch> {
  // Shuffled first: the sort is stable, so equal lengths meet in a new company every epoch.
  random.shuffle(pool)
  pool.sort((a, b) => a.to - a.from - (b.to - b.from))
  const groups: TrainingWindow[][] = []
  let group: TrainingWindow[] = []
  for (const window of pool) {
    const length = window.to - window.from
    if (group.length > 0 && (group.length + 1) * length > training.batchPositions) {
      groups.push(group)
      group = []
    }
    group.push(window)
  }
  if (group.length > 0) groups.push(group)
  for (const windows of random.shuffle(groups)) yield toBatch(windows, frequency, config, training, random)
}
