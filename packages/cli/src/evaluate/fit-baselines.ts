import type { Baseline } from '../baselines/baseline.ts'
import { itemKnn } from '../baselines/item-knn.ts'
import { personalFrequency } from '../baselines/personal-frequency.ts'
import { popularity } from '../baselines/popularity.ts'
import { repeatLast } from '../baselines/repeat-last.ts'
import { sequentialRules } from '../baselines/sequential-rules.ts'
import { vSknn } from '../baselines/v-sknn.ts'
import { type Dataset, readSequences } from '../dataset.ts'
import type { Split } from '../dataset-description.ts'
import type { Query } from '../targets.ts'
import { targetRanks } from './target-ranks.ts'

export interface FittedBaseline {
  name: Baseline['name']
  /** 1-based rank of each target; ties count against it. */
  ranks(query: Query): number[]
}

/**
 * All baselines, fitted on what lies before the evaluated split: train, and validation too unless it
 * is validation that is asked about. The model's own counts come from the same splits.
 */
export async function fitBaselines(dataset: Dataset, evaluated: Split): Promise<FittedBaseline[]> {
  const splits: Split[] = evaluated === 'validation' ? ['train'] : ['train', 'validation']
  const options = { items: dataset.counts.items, task: dataset.task }
  const baselines = [popularity, repeatLast, personalFrequency, sequentialRules, itemKnn, vSknn].map((create) =>
    create(options),
  )
  for (const baseline of baselines) await baseline.fit(sequences())
  return baselines.map((baseline) => ({
    name: baseline.name,
    ranks({ sequence, end, targets }) {
      const history = { rows: sequence.rows.subarray(0, end), sessions: sequence.sessions.subarray(0, end) }
      return targetRanks(baseline.score(history), targets)
    },
  }))

  async function* sequences() {
    for (const split of splits) yield* readSequences(dataset, split)
  }
}
