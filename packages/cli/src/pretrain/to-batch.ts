import { type Batch, buildFeatures, type Random, sampleCandidates, type TrainingConfig } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import type { TrainingWindow } from './windows.ts'

/**
 * Windows as the model takes them, with negatives drawn for their targets.
 * @param frequency as of `targetFrequency`
 */
export function toBatch(
  windows: TrainingWindow[],
  frequency: Float32Array,
  config: ModelConfig,
  training: TrainingConfig,
  random: Random,
): Batch {
  const features = buildFeatures(windows, config)
  const positions: number[] = []
  const targets: number[] = []
  const importance: number[] = []
  const asked: number[] = []
  const items: number[] = []
  for (let b = 0; b < windows.length; b++) {
    const { at, rows, weights, turnedDown } = windows[b]
    for (const [target, place] of turnedDown) {
      asked.push(positions.length + target)
      items.push(b * features.length + place)
    }
    for (let k = 0; k < at.length; k++) {
      positions.push(b * features.length + at[k])
      targets.push(rows[k])
      importance.push(weights[k])
    }
  }
  return {
    features,
    positions: Int32Array.from(positions),
    importance: Float32Array.from(importance),
    candidates: sampleCandidates(Int32Array.from(targets), frequency, training.negatives, random),
    ...(asked.length > 0 && {
      turnedDown: { asked: Int32Array.from(asked), items: Int32Array.from(items), weight: training.hardNegatives },
    }),
  }
}
