import type { Dataset } from '../dataset.ts'
import type { PublishedModel } from '../published-model.ts'
import type { CalibrationBin } from './calibration.ts'
import type { Evaluation } from './evaluation.ts'
import type { Example } from './examples.ts'
import type { Recorder } from './recorder.ts'
import type { ShopProfile } from './shop-profile.ts'
import type { Slicing } from './slices.ts'
import type { MethodRow } from './tally.ts'

/** All that the page is made of. */
export interface EvaluationReport {
  evaluation: Evaluation
  published: PublishedModel
  dataset: Dataset
  profile: ShopProfile
  slicings: Slicing[]
  /** The published model first. */
  compared: Recorder[]
  /** The score with parts left out; the interval is of the whole score minus it. */
  parts: { name: string; row: MethodRow; difference: [number, number] }[]
  calibration: { bins: CalibrationBin[]; error: number }
  examples: Example[]
  /** Where the questions come from. */
  questions: string
  command: string
  /** Epochs that neural references were trained for. */
  references?: number
  /** Folder of the items' relative pictures. */
  pictures?: string
}
