import { createRandom, encodePackedTable, encodeTable, type TrainingConfig, type Weights } from '@penchant/model'
import { type ModelConfig, type TablePacking, tableBytes } from '@penchant/protocol'
import { quantizeTable } from '@penchant/scorer'
import type { Dataset } from '../dataset.ts'
import type { Output } from '../output.ts'
import { exactRows } from './exact-rows.ts'
import { type Codebooks, fitCodebooks } from './fit-codebooks.ts'
import { toNibbles } from './to-nibbles.ts'
import { trainCodebooks } from './train-codebooks.ts'

export const SIZES = ['int8', 'int4', 'pq'] as const
export type Size = (typeof SIZES)[number]

/** Share of the items that keep int8 rows, where the others do not: near half of all interactions are with so many. */
const EXACT_SHARE = 0.1
/** Dimensions that a byte stands for, where rows are product-quantised. */
const WIDTHS = [8, 6, 4, 2]

/** A table's file, and the encoder that goes with it. */
export interface Made {
  bytes: Uint8Array
  weights: Weights
}

/** A form that the table may take. */
export interface TableForm {
  size: Size
  /** Absent: plain int8. */
  packing?: TablePacking
  /** Of the table file. */
  bytes: number
  /** The file. Where there are several, the best of them is to be found out. */
  make(): Promise<Made[]>
}

export interface TrainedModel {
  dataset: Dataset
  config: ModelConfig
  weights: Weights
  /** Unit item rows [items, d]. */
  rows: Float32Array
  /** Events of each item in train [items]. */
  support: readonly number[]
  training: TrainingConfig
  output: Output
}

/** Every form, the smallest first. */
export function tableForms(model: TrainedModel): TableForm[] {
  const { config, rows, support, weights } = model
  const { dimension } = config
  const items = support.length
  const isExact = exactRows(rows, dimension, support, EXACT_SHARE)
  const exact = isExact.reduce((sum, bit) => sum + bit, 0)
  const form = (size: Size, packing: TablePacking | undefined, make: TableForm['make']): TableForm => ({
    ...{ size, make, bytes: tableBytes({ items, config, table: packing }) },
    ...(packing && { packing }),
  })
  const parts = new Set(WIDTHS.map((width) => Math.ceil(dimension / width)))
  const forms = [
    form('int8', undefined, async () => [{ bytes: encodeTable(quantizeTable(rows, dimension)), weights }]),
    form('int4', { form: 'int4', exact }, async () => [{ bytes: packInt4(model, isExact), weights }]),
    ...[...parts].map((count) =>
      form('pq', { form: 'pq', exact, parts: count }, () => packCodes(model, isExact, count)),
    ),
  ]
  return forms.sort((a, b) => a.bytes - b.bytes)
}

function packInt4({ rows, config: { dimension } }: TrainedModel, isExact: Uint8Array): Uint8Array {
  const { exact, coarse } = split(rows, dimension, isExact)
  const codes = toNibbles(coarse, dimension)
  const packing = { form: 'int4', exact: exact.length / dimension } as const
  return encodePackedTable({ packing, dimension, isExact, exact, codebook: new Int8Array(), codes })
}

/** With codewords that are nearest to the rows, and with those that were trained on from there. */
async function packCodes(model: TrainedModel, isExact: Uint8Array, parts: number): Promise<Made[]> {
  const { rows, config, weights, training, output } = model
  const { dimension } = config
  const { exact, coarse, places } = split(rows, dimension, isExact)
  const pack = ({ words, codes }: Codebooks): Uint8Array => {
    const packing = { form: 'pq', exact: exact.length / dimension, parts } as const
    return encodePackedTable({ packing, dimension, isExact, exact, codebook: toInt8(words), codes })
  }
  output.line(`fitting codewords, ${parts} bytes a row`)
  const fitted = fitCodebooks(coarse, dimension, parts, createRandom(training.seed))
  const made = [{ bytes: pack(fitted), weights }]
  if (coarse.length > 0) {
    const trained = await trainCodebooks(fitted, { ...model, places })
    made.push({ bytes: pack(trained.codebooks), weights: trained.weights })
  }
  return made
}

/** Exact rows as int8, the others as they are, and where among these each item is (−1: it is exact). */
function split(rows: Float32Array, dimension: number, isExact: Uint8Array) {
  const places = new Int32Array(isExact.length)
  const parts: Record<0 | 1, Float32Array[]> = { 0: [], 1: [] }
  isExact.forEach((bit, i) => {
    places[i] = bit ? -1 : parts[0].length
    parts[bit as 0 | 1].push(rows.subarray(i * dimension, (i + 1) * dimension))
  })
  const joined = (list: Float32Array[]) => {
    const whole = new Float32Array(list.length * dimension)
    list.forEach((row, k) => {
      whole.set(row, k * dimension)
    })
    return whole
  }
  return { exact: quantizeTable(joined(parts[1]), dimension).data, coarse: joined(parts[0]), places }
}

/** One scale for all: the parts of a row have to fit together. */
function toInt8(words: Float32Array): Int8Array {
  const largest = words.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return Int8Array.from(words, (value) => Math.round((127 * value) / (largest || 1)))
}
