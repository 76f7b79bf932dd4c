import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import {
  contextEntries,
  DEFAULT_TRAINING,
  decodeCheckpoint,
  elements,
  encodeCheckpoint,
  type TrainingConfig,
  type Weights,
  weightEntries,
  withContext,
} from '@penchant/model'
import type { ContextConfig, ModelConfig } from '@penchant/protocol'
import type { DatasetItem } from '../dataset.ts'
import { DataError } from '../errors.ts'
import { decodeTower, encodeTower, type ItemTower } from '../tower/item-tower.ts'
import type { ContextWorth } from './fit-context.ts'
import type { Optimizer } from './optimizer.ts'
import type { TrainerState } from './trainer.ts'

/** One row of the learning curve. */
export interface CurvePoint {
  epoch: number
  /** Seconds since the start of training, pauses left out. */
  seconds: number
  /** Mean training loss, nats a target. */
  loss: number
  /** NDCG@10 on validation, 0 to 1. */
  validation: number
  /** Batches of the epoch. */
  steps: number
}

/** How training went so far. */
export interface Curve {
  curve: CurvePoint[]
  /** The point that `best.bin` belongs to; `null` before the first epoch ended. */
  best: CurvePoint | null
}

/** `model.json` of a pretrained model's folder. Beside it: `best.bin`, and `last.bin` for `--resume`. */
export interface ModelFile extends Curve {
  formatVersion: 1
  /** Without the context, which is learnt in the end. */
  config: ModelConfig
  /** What was learnt of the context, `context.bin`, and whether it is kept. Absent: it was not tried. */
  context?: { config: ContextConfig; worth: ContextWorth | null; isKept: boolean }
  /** What the last phase made of the encoder, `reptile.bin`: validation NDCG@10 before and after it, in percent. */
  reptile?: { steps: number; before: number; after: number }
  training: TrainingConfig
  /** Threads that share a batch, where they are more than one. */
  cores?: number
  /** The dataset's folder, relative to this one. */
  data: string
  items: number
  /** Has learnt from the validation and test splits too: no split is left to judge it by. */
  everything?: boolean
}

export async function writeModelFile(folder: string, model: ModelFile): Promise<void> {
  await writeWhole(join(folder, 'model.json'), `${JSON.stringify(model, null, 2)}\n`)
}

/** @throws DataError when the folder holds no pretrained model. */
export async function readModelFile(folder: string): Promise<ModelFile> {
  const path = join(folder, 'model.json')
  let model: ModelFile
  try {
    model = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new DataError(`${path} cannot be read (${(error as Error).message}); make it with \`penchant pretrain\``)
  }
  if (model.formatVersion !== 1 || !model.config || !model.training) {
    throw new DataError(`${path} is no model file of this version (formatVersion 1); run \`penchant pretrain\` again`)
  }
  // A setting that came after it was trained is what it was before there was a choice.
  return { ...model, training: { ...DEFAULT_TRAINING, ...model.training } }
}

export function dataPathOf(folder: string, model: ModelFile): string {
  return resolve(folder, model.data)
}

export function relativeDataPath(folder: string, data: string): string {
  return relative(resolve(folder), resolve(data))
}

export async function saveBest(folder: string, state: TrainerState): Promise<void> {
  const { tower } = state
  const arrays = { weights: state.weights.values, table: state.table, ...(tower && { tower: tower.matrix }) }
  await writeWhole(join(folder, 'best.bin'), encodeCheckpoint({ meta: { epoch: state.epoch }, arrays }))
}

/** Keeps the weights of the context beside the model's, or, of a model without, none. */
export async function saveContext(folder: string, context: Weights | null): Promise<void> {
  const path = join(folder, 'context.bin')
  if (context) await writeWhole(path, encodeCheckpoint({ meta: {}, arrays: { context: context.values } }))
  else await rm(path, { force: true })
}

/** Keeps the encoder as the Reptile phase has made it, beside the model that it began with; `null`: there was none. */
export async function saveReptile(folder: string, weights: Weights | null): Promise<void> {
  const path = join(folder, 'reptile.bin')
  if (weights) await writeWhole(path, encodeCheckpoint({ meta: {}, arrays: { weights: weights.values } }))
  else await rm(path, { force: true })
}

/** Keeps what the tower of a training was fitted to; its matrix is kept with the weights. */
export async function saveTower(folder: string, tower: ItemTower | null): Promise<void> {
  if (tower) await writeWhole(join(folder, 'tower.bin'), encodeCheckpoint(encodeTower(tower)))
  else await rm(join(folder, 'tower.bin'), { force: true })
}

/** The tower that was fitted, with a fresh matrix; `null` where the model has none. @throws DataError */
export async function loadTower(
  folder: string,
  { config, training }: ModelFile,
  items: readonly DatasetItem[],
): Promise<ItemTower | null> {
  if (!existsSync(join(folder, 'tower.bin'))) return null
  const checkpoint = await load(join(folder, 'tower.bin'))
  return decodeTower(checkpoint, items, config.dimension, training)
}

/** The best model, with its context where that is kept. @throws DataError when it is missing or broken. */
export async function loadBest(
  folder: string,
  model: Pick<ModelFile, 'config' | 'context' | 'reptile'>,
  tower: ItemTower | null,
): Promise<{ config: ModelConfig; weights: Weights; table: Float32Array }> {
  const { arrays } = await load(join(folder, 'best.bin'))
  if (tower) {
    if (arrays.tower?.length !== tower.matrix.length) {
      throw new DataError(`${folder}: best.bin and tower.bin are of two models; run \`penchant pretrain\` again`)
    }
    tower.matrix.set(arrays.tower)
  }
  const { config, context } = model
  const table = arrays.table as Float32Array
  const weights = { entries: weightEntries(config), values: arrays.weights as Float32Array }
  if (model.reptile) {
    const values = (await load(join(folder, 'reptile.bin'))).arrays.weights as Float32Array
    if (values?.length !== weights.values.length) {
      throw new DataError(`${folder}: reptile.bin and model.json are of two models; run \`penchant pretrain\` again`)
    }
    weights.values = values
  }
  if (!context?.isKept) return { config, weights, table }
  const knowing = { ...config, context: context.config }
  const entries = contextEntries(context.config, config.dimension)
  const values = (await load(join(folder, 'context.bin'))).arrays.context as Float32Array
  if (values?.length !== entries.reduce((sum, { shape }) => sum + elements(shape), 0)) {
    throw new DataError(`${folder}: context.bin and model.json are of two models; run \`penchant pretrain\` again`)
  }
  return { config: knowing, weights: withContext(weights, { entries, values }, knowing), table }
}

/** The curve is kept with the state, in one file: a kill leaves both of the same epoch. */
export async function saveLast(folder: string, state: TrainerState, { curve, best }: Curve): Promise<void> {
  const { weights, table, tower, optimizers, epoch, seconds } = state
  const bytes = encodeCheckpoint({
    meta: { epoch, seconds, curve, best: best?.epoch ?? null },
    arrays: {
      weights: weights.values,
      table,
      ...named('weights', optimizers.weights),
      ...named('table', optimizers.table),
      ...(tower && { tower: tower.matrix, ...named('tower', tower.optimizer) }),
    },
  })
  await writeWhole(join(folder, 'last.bin'), bytes)
}

const named = (prefix: string, { memory }: Optimizer) =>
  Object.fromEntries(Object.entries(memory).map(([name, array]) => [`${prefix}.${name}`, array]))

/** Puts the last epoch's state into `state`, so that training goes on as if it had never stopped. @returns the curve up to there */
export async function loadLast(folder: string, state: TrainerState): Promise<Curve> {
  const { meta, arrays } = await load(join(folder, 'last.bin'))
  const into = (target: Float32Array | Int32Array, name: string) => {
    if (arrays[name]?.length !== target.length) {
      throw new DataError(
        `${join(folder, 'last.bin')} was made with other settings or data; start again without --resume`,
      )
    }
    target.set(arrays[name])
  }
  into(state.weights.values, 'weights')
  into(state.table, 'table')
  const remembered = { ...named('weights', state.optimizers.weights), ...named('table', state.optimizers.table) }
  for (const [name, array] of Object.entries(remembered)) into(array, name)
  if (state.tower) {
    into(state.tower.matrix, 'tower')
    for (const [name, array] of Object.entries(named('tower', state.tower.optimizer))) into(array, name)
  }
  state.epoch = meta.epoch as number
  state.seconds = meta.seconds as number
  const curve = meta.curve as CurvePoint[]
  return { curve, best: curve.find(({ epoch }) => epoch === meta.best) ?? null }
}

export function hasLast(folder: string): boolean {
  return existsSync(join(folder, 'last.bin')) && existsSync(join(folder, 'model.json'))
}

async function load(path: string) {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (error) {
    throw new DataError(`${path} cannot be read (${(error as Error).message}); run \`penchant pretrain\` first`)
  }
  try {
    return decodeCheckpoint(bytes)
  } catch (error) {
    throw new DataError(`${path}: ${(error as Error).message}; run \`penchant pretrain\` again`)
  }
}

/** A file is there whole or not at all: Ctrl-C and a full disk leave the older one. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(`${path}.partial`, content)
  await rename(`${path}.partial`, path)
}
