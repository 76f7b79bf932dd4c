import {
  type Checkpoint,
  contentReader,
  createRandom,
  fieldSize,
  type ItemPipeline,
  pipelineSize,
  type Random,
  type TrainingConfig,
} from '@penchant/model'
import type { DatasetItem } from '../dataset.ts'
import { DataError } from '../errors.ts'
import { createOptimizer, type Optimizer } from '../pretrain/optimizer.ts'
import { randomizedSvd, type SparseRow } from '../randomized-svd.ts'

/** Directions that titles are reduced to. */
const TITLE_COMPONENTS = 64

/**
 * The item tower while it is trained: item row e_i = unit(W·c_i + δ_i), where c_i is what the shop says of the item and
 * δ_i what its visitors do. δ lies in the table that there is without a tower; W and the c_i lie here.
 *
 * A title's hashed words are reduced to the leading singular vectors V of the catalogue's TF-IDF matrix, so that W learns
 * 64 directions and not thousands of words. To serve, both become one matrix again: `servedMatrix`.
 */
export interface ItemTower {
  pipeline: ItemPipeline
  /** V, of unit columns times a scale [title buckets, components]; empty without titles. */
  components: Float32Array
  /** c of every item, reduced: feature rows and weights of item row i + 1 at `offsets[i]` to `offsets[i + 1]`. */
  offsets: Uint32Array
  rows: Uint32Array
  weights: Float32Array
  /** W [features, d]. */
  matrix: Float32Array
  optimizer: Optimizer
  dimension: number
}

/**
 * A fresh tower, or `null` where the items have nothing to learn by.
 * @param known items that it may be fitted to
 * @param items all, in the order of their rows
 */
export function createTower(
  pipeline: ItemPipeline,
  known: readonly DatasetItem[],
  items: readonly DatasetItem[],
  dimension: number,
  training: TrainingConfig,
): ItemTower | null {
  if (pipeline.length === 0) return null
  const random = createRandom(training.seed)
  return assemble(pipeline, titleComponents(pipeline, known, random), items, dimension, training, random)
}

/** What a tower was fitted to, for a checkpoint. */
export function encodeTower({ pipeline, components }: ItemTower): Checkpoint {
  return { meta: { pipeline }, arrays: { components } }
}

/** The tower of a checkpoint; W is still fresh. @throws DataError where it is none */
export function decodeTower(
  { meta, arrays }: Checkpoint,
  items: readonly DatasetItem[],
  dimension: number,
  training: TrainingConfig,
): ItemTower {
  const pipeline = meta.pipeline as ItemPipeline | undefined
  if (!Array.isArray(pipeline) || !arrays.components) throw new DataError('tower.bin is no item tower')
  return assemble(pipeline, arrays.components as Float32Array, items, dimension, training, createRandom(training.seed))
}

function assemble(
  pipeline: ItemPipeline,
  components: Float32Array,
  items: readonly DatasetItem[],
  dimension: number,
  training: TrainingConfig,
  random: Random,
): ItemTower {
  const reduce = reducer(pipeline, components)
  const read = contentReader(pipeline)
  const offsets = new Uint32Array(items.length + 1)
  const rows: number[] = []
  const weights: number[] = []
  items.forEach((item, i) => {
    const reduced = reduce(read(item))
    for (let k = 0; k < reduced.rows.length; k++) {
      rows.push(reduced.rows[k])
      weights.push(reduced.weights[k])
    }
    offsets[i + 1] = rows.length
  })
  const title = pipeline.find(({ kind }) => kind === 'title')
  const features = pipelineSize(pipeline) - (title ? fieldSize(title) - TITLE_COMPONENTS : 0)
  const matrix = new Float32Array(features * dimension)
  // The fields' sum is as long as a fresh row without a tower.
  const bound = 1 / Math.sqrt(dimension * pipeline.length)
  for (let i = 0; i < matrix.length; i++) matrix[i] = bound * (2 * random.uniform() - 1)
  return {
    pipeline,
    components,
    offsets,
    rows: Uint32Array.from(rows),
    weights: Float32Array.from(weights),
    matrix,
    optimizer: createOptimizer(training.optimizer, matrix.length, dimension),
    dimension,
  }
}

/** Adds W·c of an item row (1…N) to `into` [d] at `at`. */
export function addContent(tower: ItemTower, row: number, into: Float32Array, at: number): void {
  const { offsets, rows, weights, matrix, dimension } = tower
  for (let e = offsets[row - 1]; e < offsets[row]; e++) {
    const from = rows[e] * dimension
    const weight = weights[e]
    for (let i = 0; i < dimension; i++) into[at + i] += weight * matrix[from + i]
  }
}

/** One step of W from the gradients of the item rows that a batch touched. */
export function stepTower(tower: ItemTower, touched: Int32Array, gradient: Float32Array, learningRate: number): void {
  const { offsets, rows, weights, matrix, optimizer, dimension } = tower
  const place = new Map<number, number>()
  for (const row of touched) {
    for (let e = offsets[row - 1]; e < offsets[row]; e++) if (!place.has(rows[e])) place.set(rows[e], place.size)
  }
  const sums = new Float32Array(place.size * dimension)
  touched.forEach((row, k) => {
    for (let e = offsets[row - 1]; e < offsets[row]; e++) {
      const at = place.get(rows[e])! * dimension
      const weight = weights[e]
      for (let i = 0; i < dimension; i++) sums[at + i] += weight * gradient[k * dimension + i]
    }
  })
  optimizer.step(matrix, sums, learningRate, Int32Array.from(place.keys()))
}

/** W as it is served: one row for each feature of the pipeline, title buckets included [features, d]. */
export function servedMatrix({ pipeline, components, matrix, dimension }: ItemTower): Float32Array {
  const out = new Float32Array(pipelineSize(pipeline) * dimension)
  let from = 0
  let to = 0
  for (const field of pipeline) {
    const size = fieldSize(field)
    if (field.kind !== 'title') {
      out.set(matrix.subarray(from * dimension, (from + size) * dimension), to * dimension)
      from += size
    } else {
      for (let bucket = 0; bucket < size; bucket++) {
        for (let c = 0; c < TITLE_COMPONENTS; c++) {
          const share = components[bucket * TITLE_COMPONENTS + c]
          if (share === 0) continue
          for (let i = 0; i < dimension; i++) {
            out[(to + bucket) * dimension + i] += share * matrix[(from + c) * dimension + i]
          }
        }
      }
      from += TITLE_COMPONENTS
    }
    to += size
  }
  return out
}

/** From content in features of the pipeline to content in those of W, where a title is `TITLE_COMPONENTS` of them. */
function reducer(pipeline: ItemPipeline, components: Float32Array) {
  const index = pipeline.findIndex(({ kind }) => kind === 'title')
  const start = pipelineSize(pipeline.slice(0, Math.max(0, index)))
  const size = index < 0 ? 0 : fieldSize(pipeline[index])
  return (content: { rows: number[]; weights: number[] }) => {
    if (index < 0) return content
    const out = { rows: [] as number[], weights: [] as number[] }
    const title = new Float64Array(TITLE_COMPONENTS)
    let titled = false
    content.rows.forEach((row, k) => {
      if (row < start || row >= start + size) {
        out.rows.push(row < start ? row : row - size + TITLE_COMPONENTS)
        out.weights.push(content.weights[k])
        return
      }
      titled = true
      const from = (row - start) * TITLE_COMPONENTS
      for (let c = 0; c < TITLE_COMPONENTS; c++) title[c] += content.weights[k] * components[from + c]
    })
    if (titled) {
      for (let c = 0; c < TITLE_COMPONENTS; c++) {
        out.rows.push(start + c)
        out.weights.push(title[c])
      }
    }
    return out
  }
}

/** V of the items' TF-IDF rows, scaled so that a reduced title is of unit length on average. */
function titleComponents(pipeline: ItemPipeline, items: readonly DatasetItem[], random: Random): Float32Array {
  const title = pipeline.find(({ kind }) => kind === 'title')
  if (!title) return new Float32Array(0)
  const read = contentReader([title])
  const rows: SparseRow[] = items.map((item) => {
    const content = read(item)
    return { columns: content.rows, values: content.weights }
  })
  const width = fieldSize(title)
  const { vectors } = randomizedSvd(rows, width, TITLE_COMPONENTS, random)
  let square = 0
  let titled = 0
  for (const { columns, values } of rows) {
    if (columns.length === 0) continue
    titled++
    for (let c = 0; c < TITLE_COMPONENTS; c++) {
      let sum = 0
      for (let e = 0; e < columns.length; e++) sum += values[e] * vectors[columns[e] * TITLE_COMPONENTS + c]
      square += sum * sum
    }
  }
  const scale = square > 0 ? Math.sqrt(titled / square) : 0
  return Float32Array.from(vectors, (value) => scale * value)
}
