import type { TrainingConfig } from '@penchant/model'
import type { Dataset } from '../dataset.ts'
import type { Output } from '../output.ts'
import type { Query } from '../targets.ts'
import type { ItemTower } from '../tower/item-tower.ts'
import type { ModelFile } from './model-folder.ts'

/** What a phase after the epochs goes by: it begins with the best model of the folder. */
export interface LastPhase {
  /** The model's folder. */
  out: string
  /** Is told what came of the phase. */
  model: ModelFile
  tower: ItemTower | null
  dataset: Dataset
  training: TrainingConfig
  /** Empty where there is nothing to measure it on. */
  validation: Query[]
  output: Output
}
