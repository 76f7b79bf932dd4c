import { ENCODERS, type ModelConfig } from '@penchant/protocol'
import { adamStep, createAdam, tf } from '@penchant/tensor'
import { startNodeBackend } from '@penchant/tensor/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { adapterGradients, createAdapter } from './adapter.ts'
import { servingModel } from './artefact.ts'
import type { Batch } from './batch.ts'
import { shardsOf } from './batch-shard.ts'
import { DEFAULT_CONFIG } from './config.ts'
import { buildFeatures } from './features.ts'
import { LOSSES } from './loss.ts'
import { sampleCandidates } from './negatives.ts'
import { createRandom } from './random.ts'
import { gradients, type ShardGradients, shardGradients } from './train-step.ts'
import { createItemRows, createWeights, tableRows, view } from './weights.ts'

const base: ModelConfig = { ...DEFAULT_CONFIG, dimension: 16, feedForward: 32, maxLength: 8, temperature: 0.2 }
const forms = ENCODERS.flatMap((encoder) => LOSSES.map((loss) => ({ encoder, loss })))
const ITEMS = 30
const uniform = new Float32Array(ITEMS + 1).fill(1 / ITEMS)

/** Everybody goes from item r to item r + 1: what a model must learn first. */
function chainBatch(seed: number, count = 6, length = 5, negatives = ITEMS): Batch {
  const random = createRandom(seed)
  const starts = Array.from({ length: count }, () => random.below(ITEMS))
  const row = (start: number, t: number) => 1 + ((start + t) % ITEMS)
  const windows = starts.map((start) => {
    const rows = Array.from({ length }, (_, t) => row(start, t))
    const none = rows.map(() => Number.NaN)
    return {
      sequence: { rows, events: rows.map(() => 1), sessions: none, gaps: none, dwells: none },
      from: 0,
      to: length,
    }
  })
  const targets = Int32Array.from(starts.flatMap((start) => Array.from({ length }, (_, t) => row(start, t + 1))))
  return {
    features: buildFeatures(windows, base),
    positions: Int32Array.from(targets, (_, i) => i),
    importance: new Float32Array(targets.length).fill(1),
    candidates: sampleCandidates(targets, uniform, negatives, random),
  }
}

beforeAll(() => startNodeBackend('wasm'))

describe('gradients', () => {
  it.each(forms)(
    'are the slopes of the loss, for every weight array and the item rows: $encoder, $loss',
    async ({ encoder, loss }) => {
      const config: ModelConfig = { ...base, encoder }
      const random = createRandom(1)
      const weights = createWeights(config, random)
      for (let i = 0; i < weights.values.length; i++) weights.values[i] += 0.05 * random.normal()
      const table = createItemRows(ITEMS, config.dimension, random)
      const batch = chainBatch(1, 6, 5, 20)
      const found = await gradients(batch, weights, tableRows(table, config.dimension), config, 'wasm', undefined, loss)
      const lossAt = async () =>
        (await gradients(batch, weights, tableRows(table, config.dimension), config, 'wasm', undefined, loss)).loss

      // Along the gradient of each array the loss must rise by |g|² per unit: a central difference.
      for (const entry of weights.entries) {
        const values = view(weights, entry)
        const slope = found.weights.slice(entry.offset, entry.offset + values.length)
        expect(await riseAlong(values, slope, lossAt), entry.name).toBeCloseTo(1, 1)
      }
      const rows = new Float32Array(table.length)
      found.touched.forEach((row, i) => {
        rows.set(found.rows.subarray(i * 16, (i + 1) * 16), row * 16)
      })
      expect(await riseAlong(table, rows, lossAt)).toBeCloseTo(1, 1)
    },
  )

  it.each(forms)('of the shards of a batch sum to those of the batch: $encoder, $loss', async ({ encoder, loss }) => {
    const config: ModelConfig = { ...base, encoder }
    const random = createRandom(2)
    const weights = createWeights(config, random)
    const copyRow = tableRows(createItemRows(ITEMS, 16, random), 16)
    // Of another number in each sequence, and one after which nothing is asked.
    const batch = chainBatch(2, 7, 5, 12)
    const asked = [...batch.positions.keys()].filter((i) => i < 25 && i % 3 > 0)
    const pick = <T extends Int32Array | Float32Array>(array: T) => array.filter((_, i) => asked.includes(i)) as T
    const part: Batch = {
      ...batch,
      positions: pick(batch.positions),
      importance: pick(batch.importance).map((_, i) => 1 + (i % 2)),
      candidates: { ...batch.candidates, labels: pick(batch.candidates.labels) },
      turnedDown: { asked: Int32Array.of(2, 2, 9), items: Int32Array.of(0, 1, 15), weight: 0.7 },
    }
    const whole = await gradients(part, weights, copyRow, config, 'wasm', undefined, loss)
    const { touched, shards } = shardsOf(part, copyRow, 16, 4)
    expect(touched).toEqual(whole.touched)
    const parts: ShardGradients[] = []
    for (const shard of shards) parts.push(await shardGradients(shard, weights, config, 'wasm', undefined, loss))
    const sum = (of: (part: ShardGradients) => ArrayLike<number>, i: number) =>
      parts.reduce((total, each) => total + of(each)[i], 0)
    expect(parts.length).toBeGreaterThan(2)
    expect(sum(({ loss }) => [loss], 0)).toBeCloseTo(whole.loss, 5)
    expect(whole.rows.every((slope, i) => Math.abs(slope - sum(({ rows }) => rows, i)) < 1e-5)).toBe(true)
    expect(whole.weights.every((slope, i) => Math.abs(slope - sum(({ weights }) => weights, i)) < 1e-5)).toBe(true)
  })

  it.each(ENCODERS)('are there for windows of a single item: %s', async (encoder) => {
    const config: ModelConfig = { ...base, encoder }
    const random = createRandom(5)
    const found = await gradients(
      chainBatch(5, 3, 1),
      createWeights(config, random),
      tableRows(createItemRows(ITEMS, 16, random), 16),
      config,
      'wasm',
    )
    expect(Number.isFinite(found.loss)).toBe(true)
    expect(found.rows.some((slope) => slope !== 0)).toBe(true)
  })

  it('leave the padding row and what the batch did not touch alone', async () => {
    const random = createRandom(2)
    const batch = chainBatch(2, 1, 3, 4)
    const found = await gradients(
      batch,
      createWeights(base, random),
      tableRows(createItemRows(ITEMS, 16, random), 16),
      base,
      'wasm',
    )
    expect(found.touched.includes(0)).toBe(false)
    const expected = new Set([...batch.features.rows, ...batch.candidates.rows])
    expected.delete(0)
    expect(new Set(found.touched)).toEqual(expected)
  })

  it.each(forms)(
    'teach the model which item follows which, and leave no tensor behind: $encoder, $loss',
    async ({ encoder, loss }) => {
      const config: ModelConfig = { ...base, encoder }
      const random = createRandom(3)
      const weights = createWeights(config, random)
      const table = createItemRows(ITEMS, config.dimension, random)
      const weightsAdam = createAdam(weights.values.length)
      const tableAdam = createAdam(table.length, config.dimension)
      const losses: number[] = []
      const tensors = tf.memory().numTensors
      for (let step = 0; step < 120; step++) {
        const dropout = { items: 0.1, hidden: 0.1, random }
        const found = await gradients(
          chainBatch(100 + step),
          weights,
          tableRows(table, config.dimension),
          config,
          'wasm',
          dropout,
          loss,
        )
        losses.push(found.loss)
        adamStep(weights.values, found.weights, weightsAdam, { learningRate: 0.01 })
        adamStep(table, found.rows, tableAdam, { learningRate: 0.01 }, found.touched)
      }
      // A guess among 30 items costs ln 30 = 3.4 nats, whether the target beats a negative ln 2 = 0.7.
      expect(losses[0]).toBeGreaterThan(loss === 'bpr-max' ? 0.6 : 3)
      expect(losses[119]).toBeLessThan(losses[0] / 3)
      expect(tf.memory().numTensors).toBe(tensors)
    },
  )

  it.each(ENCODERS)('of an adapter are the slopes of its loss, its pull to the base included: %s', async (encoder) => {
    const config: ModelConfig = { ...base, encoder }
    const random = createRandom(4)
    const weights = createWeights(config, random)
    const data = Int8Array.from({ length: ITEMS * 16 }, () => random.below(255) - 127)
    const model = servingModel(config, weights, { data, scales: new Float32Array(ITEMS).fill(1 / 400), dimension: 16 })
    const adapter = createAdapter(config, random)
    for (let i = 0; i < adapter.values.length; i++) adapter.values[i] += 0.1 * random.normal()
    const batch = chainBatch(4, 2, 6, 12)
    const lossAt = async () => (await adapterGradients(batch, model, adapter, 0.3, 'wasm')).loss
    const { gradient } = await adapterGradients(batch, model, adapter, 0.3, 'wasm')
    for (const entry of adapter.entries) {
      const values = view(adapter, entry)
      const slope = gradient.slice(entry.offset, entry.offset + values.length)
      expect(await riseAlong(values, slope, lossAt), entry.name).toBeCloseTo(1, 1)
    }
  })
})

/** (loss(x + εg) − loss(x − εg)) / (2ε|g|²), which is 1 when g is the gradient at x. */
async function riseAlong(values: Float32Array, slope: Float32Array, lossAt: () => Promise<number>): Promise<number> {
  const square = slope.reduce((sum, each) => sum + each * each, 0)
  const step = 0.02 / Math.sqrt(square)
  const start = values.slice()
  for (let i = 0; i < values.length; i++) values[i] = start[i] + step * slope[i]
  const above = await lossAt()
  for (let i = 0; i < values.length; i++) values[i] = start[i] - step * slope[i]
  const below = await lossAt()
  values.set(start)
  return (above - below) / (2 * step * square)
}
