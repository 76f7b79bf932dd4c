import type { TrainingConfig } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import type { Dataset, DatasetItem } from '../dataset.ts'
import { fitPipeline } from './fit-pipeline.ts'
import { createTower, type ItemTower } from './item-tower.ts'

/** A fresh tower over the dataset's items, fitted on those that train has; `null` where they have nothing to learn by. */
export function fitTower(
  { itemFields, withheld }: Dataset,
  items: readonly DatasetItem[],
  config: ModelConfig,
  training: TrainingConfig,
): ItemTower | null {
  if (training.tower === 'off') return null
  const known = withheld ? items.filter((_, i) => !withheld.has(i + 1)) : items
  return createTower(fitPipeline(itemFields, known), known, items, config.dimension, training)
}
