import type { Random } from '@penchant/model'
import type { Dataset } from '../dataset.ts'
import type { TrainingWindow } from './windows.ts'

/**
 * Which windows an epoch learns from: all of the newest, and e^−decay of the oldest.
 * @param decay 0: all, and nothing is drawn
 */
export function keepsWindow(dataset: Dataset, decay: number, random: Random): (window: TrainingWindow) => boolean {
  if (decay === 0) return () => true
  const [oldest, newest] = period(dataset)
  return ({ sequence, to }) => {
    const { times, id } = sequence
    const when = dataset.clock ? times[to] : id
    const age = Math.min(1, Math.max(0, (newest - when) / Math.max(1, newest - oldest)))
    return random.uniform() < Math.exp(-decay * age)
  }
}

/** Of train: epoch seconds, or without a clock numbers of sequences, which are in order of time. */
function period({ fold, clock, split, shards }: Dataset): [number, number] {
  if (fold) return [fold.since, fold.from]
  if (clock) return [split.from!, split.trainUntil!]
  return [0, shards.train.reduce((sum, { sequences }) => sum + sequences, 0)]
}
