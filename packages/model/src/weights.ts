import type { ContextConfig, ModelConfig, WeightEntry } from '@penchant/protocol'
import type { Random } from './random.ts'

/**
 * All weights of the encoder but the item table, in one array: `entries` say where each lies.
 * One array makes a checkpoint a copy, and an optimiser a loop.
 */
export interface Weights {
  entries: WeightEntry[]
  values: Float32Array
}

/** Names, shapes and places of the encoder's weights. */
export function weightEntries(config: ModelConfig): WeightEntry[] {
  const { dimension: d } = config
  const shapes: [string, number[]][] = [
    ['position', [config.maxLength, d]],
    ['event', [config.events, d]],
    ['dwell', [config.dwellBuckets, d]],
    ['gap', [config.gapBuckets, d]],
    ['input.scale', [d]],
    ['input.shift', [d]],
  ]
  for (let block = 0; block < config.blocks; block++) shapes.push(...layerShapes(config, `block${block}`))
  shapes.push(['output.scale', [d]], ['output.shift', [d]], ['pool', [d, 1]], ['recency', [1]], ['residual', [d, d]])
  if (config.encoder === 'gru') shapes.push(['attend', [d, d]])
  if (config.context) shapes.push(...contextShapes(config.context, d))
  return placed(shapes)
}

/** The weights that read the context, alone. */
export function contextEntries(context: ContextConfig, dimension: number): WeightEntry[] {
  return placed(contextShapes(context, dimension))
}

function placed(shapes: [string, number[]][]): WeightEntry[] {
  let offset = 0
  return shapes.map(([name, shape]) => {
    const entry = { name, shape, offset }
    offset += elements(shape)
    return entry
  })
}

function contextShapes({ fields, width, crosses, rank }: ContextConfig, d: number): [string, number[]][] {
  const all = fields.length * width
  return [
    ...fields.map(({ values }, f): [string, number[]] => [`context${f}`, [values.length, width]]),
    ...Array.from({ length: crosses }, (_, i): [string, number[]][] => [
      [`cross${i}.down`, [all, rank]],
      [`cross${i}.up`, [rank, all]],
      [`cross${i}.bias`, [all]],
    ]).flat(),
    ['gamma', [all, d]],
    ['beta', [all, d]],
  ]
}

function layerShapes({ encoder, dimension: d, feedForward: f }: ModelConfig, name: string): [string, number[]][] {
  if (encoder === 'gru') {
    return [
      [`${name}.input.scale`, [d]],
      [`${name}.input.shift`, [d]],
      [`${name}.gates`, [d, 3 * d]],
      [`${name}.gates.bias`, [3 * d]],
      [`${name}.states`, [d, 3 * d]],
      [`${name}.states.bias`, [3 * d]],
    ]
  }
  return [
    [`${name}.attention.scale`, [d]],
    [`${name}.attention.shift`, [d]],
    [`${name}.qkv`, [d, 3 * d]],
    [`${name}.qkv.bias`, [3 * d]],
    [`${name}.out`, [d, d]],
    [`${name}.out.bias`, [d]],
    [`${name}.feed.scale`, [d]],
    [`${name}.feed.shift`, [d]],
    [`${name}.up`, [d, f]],
    [`${name}.up.bias`, [f]],
    [`${name}.down`, [f, d]],
    [`${name}.down.bias`, [d]],
  ]
}

export function elements(shape: number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** The part of `weights.values` that belongs to one entry. */
export function view(weights: Weights, entry: WeightEntry): Float32Array {
  return weights.values.subarray(entry.offset, entry.offset + elements(entry.shape))
}

/**
 * Fresh weights. Matrices are Glorot-uniform, embeddings N(0, .02²); `residual` starts at zero, so
 * that the untrained query is CORE's weighted mean of item rows and may grow from there.
 */
export function createWeights(config: ModelConfig, random: Random): Weights {
  return fresh(weightEntries(config), random)
}

/** Fresh weights of the context. What they do to the query, γ and β, starts at zero: training begins at the model without. */
export function createContextWeights(context: ContextConfig, dimension: number, random: Random): Weights {
  return fresh(contextEntries(context, dimension), random)
}

/** A model's weights with those of its context behind them, which is where `weightEntries` has them. */
export function withContext(weights: Weights, context: Weights, config: ModelConfig): Weights {
  const values = new Float32Array(weights.values.length + context.values.length)
  values.set(weights.values)
  values.set(context.values, weights.values.length)
  return { entries: weightEntries(config), values }
}

function fresh(entries: WeightEntry[], random: Random): Weights {
  const last = entries[entries.length - 1]
  const weights = { entries, values: new Float32Array(last.offset + elements(last.shape)) }
  for (const entry of entries) {
    const values = view(weights, entry)
    const { name, shape } = entry
    if (name.endsWith('scale')) values.fill(1)
    else if (/^(position|event|dwell|gap)$/.test(name))
      for (let i = 0; i < values.length; i++) values[i] = 0.02 * random.normal()
    else if (/^context\d+$/.test(name)) for (let i = 0; i < values.length; i++) values[i] = 0.3 * random.normal()
    else if (/(qkv|out|up|down|pool|gates|states|attend)$/.test(name)) {
      const bound = Math.sqrt(6 / (shape[0] + shape[1]))
      for (let i = 0; i < values.length; i++) values[i] = bound * (2 * random.uniform() - 1)
    }
  }
  return weights
}

/** Reads item rows from a table [items + 1, d]. */
export function tableRows(table: Float32Array, dimension: number) {
  return (row: number, into: Float32Array, at: number): void =>
    into.set(table.subarray(row * dimension, (row + 1) * dimension), at)
}

/** Fresh item rows [items + 1, d], uniform in ±1/√d (CORE); row 0 is padding and stays zero. */
export function createItemRows(items: number, dimension: number, random: Random): Float32Array {
  const rows = new Float32Array((items + 1) * dimension)
  const bound = 1 / Math.sqrt(dimension)
  for (let i = dimension; i < rows.length; i++) rows[i] = bound * (2 * random.uniform() - 1)
  return rows
}
