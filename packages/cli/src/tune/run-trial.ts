import { startNodeBackend } from '@penchant/tensor/node'
import { foldOf, openDataset, readItems } from '../dataset.ts'
import { createOutput } from '../output.ts'
import { trainEpochs } from '../pretrain/train-epochs.ts'
import { createTrainer } from '../pretrain/trainer.ts'
import { validate } from '../pretrain/validate.ts'
import { sampleQuestions } from '../sample-questions.ts'
import { fitTower } from '../tower/fit-tower.ts'
import { itemTable } from '../tower/item-table.ts'
import type { Plan, PlannedFold } from './plan.ts'
import { settingsOf, type TunedParams } from './settings.ts'

/** Nobody reads over a trial's shoulder. */
const silent = { ...createOutput(), line() {}, progress: () => ({ update() {}, stop() {} }) }

/**
 * Trains one setting on fold after fold and asks each about what came next.
 * @param report told of the mean so far after each fold (step 1, 2, …); the first look counts for itself alone. What
 *   it throws ends the trial
 * @returns mean of the plan's metric over the folds, the first look left out, 0 to 1
 */
export async function runTrial(
  plan: Plan,
  params: TunedParams,
  report: (step: number, value: number) => Promise<void>,
  seed: number,
): Promise<number> {
  await report(1, await scoreFold(plan, plan.folds[0], params, seed))
  return scoreFolds(plan, params, seed, report)
}

/** The folds that count, without the first look. @returns as `runTrial` */
export async function scoreFolds(
  plan: Plan,
  params: TunedParams,
  seed: number,
  report?: (step: number, value: number) => Promise<void>,
): Promise<number> {
  let sum = 0
  for (const [i, fold] of plan.folds.entries()) {
    if (i === 0) continue
    sum += await scoreFold(plan, fold, params, seed)
    await report?.(i + 1, sum / i)
  }
  return sum / (plan.folds.length - 1)
}

/** The metric of one setting on one fold. */
async function scoreFold(plan: Plan, fold: PlannedFold, params: TunedParams, seed: number): Promise<number> {
  await startNodeBackend('wasm')
  const dataset = foldOf(await openDataset(plan.data), fold)
  const { config, training: own } = settingsOf(params)
  const training = { ...own, epochs: plan.epochs, seed }
  const tower = fitTower(dataset, await readItems(dataset), config, training)
  const state = createTrainer(dataset.counts.items, config, training, tower)
  // Padding makes it a fifth more.
  const steps = Math.ceil((fold.interactions / training.batchPositions) * 1.2)
  const goesOn = () => state.epoch < plan.epochs
  const limit = Number.POSITIVE_INFINITY
  for await (const _ of trainEpochs({ dataset, config, training, state, limit, steps, goesOn, output: silent }));
  const questions = await sampleQuestions(
    dataset,
    plan.questions,
    // The same questions for every setting.
    1,
  )
  return (await validate(questions, state.weights, itemTable(state.table, tower), config))[plan.metric]
}
