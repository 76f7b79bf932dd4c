import { penchantError } from '@penchant/protocol'
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts'
import type { Int8Table } from './int8-table.ts'
import { contentReader, type ItemFacts, type ItemPipeline, pipelineSize } from './item-pipeline.ts'
import { pipelineProblem } from './pipeline-problem.ts'

/** The published tower: the fitted pipeline, and its feature rows in int8. */
export function encodeContentRows(
  pipeline: ItemPipeline,
  { data, scales, dimension }: Int8Table,
): Uint8Array<ArrayBuffer> {
  const words = new Int32Array(Math.ceil(data.length / 4))
  new Int8Array(words.buffer).set(data)
  return encodeCheckpoint({ meta: { pipeline, dimension }, arrays: { words, scales } })
}

/**
 * Reads what `encodeContentRows` wrote. Throws `ModelInvalid` where it does not fit the model.
 * @returns a function from an item's attributes to its unit row [d]; `null` where it knows none of them
 */
export function decodeContentRows(bytes: Uint8Array, dimension: number): (item: ItemFacts) => Float32Array | null {
  const { meta, arrays } = decodeCheckpoint(bytes)
  const problem = pipelineProblem(meta.pipeline)
  if (problem) throw penchantError('ModelInvalid', `the tower file: ${problem}`)
  const pipeline = meta.pipeline as ItemPipeline
  const size = pipelineSize(pipeline)
  const { words, scales } = arrays
  if (meta.dimension !== dimension || words?.length !== Math.ceil((size * dimension) / 4) || scales?.length !== size) {
    throw penchantError('ModelInvalid', 'the tower file does not fit the model; publish the model again')
  }
  const data = new Int8Array(words.buffer, words.byteOffset, size * dimension)
  const read = contentReader(pipeline)
  return (item) => {
    const { rows, weights, known } = read(item)
    if (!known) return null
    const row = new Float32Array(dimension)
    rows.forEach((feature, k) => {
      const weight = weights[k] * scales[feature]
      for (let i = 0; i < dimension; i++) row[i] += weight * data[feature * dimension + i]
    })
    const length = Math.hypot(...row)
    return length > 0 ? row.map((value) => value / length) : null
  }
}
