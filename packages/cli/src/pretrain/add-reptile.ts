import { itemTable } from '../tower/item-table.ts'
import type { LastPhase } from './last-phase.ts'
import { loadBest, saveReptile } from './model-folder.ts'
import { reptile } from './reptile.ts'
import { validate } from './validate.ts'

/** Makes the best model one to be tuned, where that is wanted. */
export async function addReptile(phase: LastPhase, steps: number): Promise<void> {
  const { out, model, tower, dataset, training, validation, output } = phase
  delete model.reptile
  await saveReptile(out, null)
  if (steps === 0) return
  const { weights, table: own } = await loadBest(out, { config: model.config }, tower)
  const table = itemTable(own, tower)
  const ndcg = async () => 100 * (await validate(validation, weights, table, model.config))['NDCG@10']
  const before = validation.length > 0 ? await ndcg() : 0
  await reptile({ dataset, config: model.config, weights, table, training, steps, output })
  const after = validation.length > 0 ? await ndcg() : 0
  await saveReptile(out, weights)
  model.reptile = { steps, before, after }
  if (validation.length > 0)
    output.line(`reptile: validation NDCG@10 ${before.toFixed(2)} → ${after.toFixed(2)} % before anything is tuned`)
}
