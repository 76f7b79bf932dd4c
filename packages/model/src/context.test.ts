import type { ModelConfig } from '@penchant/protocol'
import { adamStep, createAdam } from '@penchant/tensor'
import { startNodeBackend } from '@penchant/tensor/node'
import { beforeAll, expect, it } from 'vitest'
import { servingModel } from './artefact.ts'
import { DEFAULT_CONFIG } from './config.ts'
import { CLOCK_FIELDS, contextReader } from './context.ts'
import { contextGradients } from './context-gradients.ts'
import { encodeWindows } from './encode-windows.ts'
import { buildFeatures, lastWindow } from './features.ts'
import { sampleCandidates } from './negatives.ts'
import { createRandom } from './random.ts'
import type { Sequence } from './sequence.ts'
import { createContextWeights, createWeights, view, withContext } from './weights.ts'

const ITEMS = 20
const base: ModelConfig = { ...DEFAULT_CONFIG, dimension: 16, feedForward: 32, maxLength: 8, temperature: 0.2 }
const context = {
  fields: [
    { name: 'device', values: ['phone', 'desktop'] },
    { name: 'band', values: ['day', 'evening'] },
  ],
  width: 4,
  crosses: 2,
  rank: 4,
}
const config: ModelConfig = { ...base, context }

/** Three interactions, and what is known of the moment after them. */
function sequenceOf(device: number, band: number): Sequence {
  const none = [Number.NaN, Number.NaN, Number.NaN]
  const known = (code: number) => [0, 0, 0, code]
  return {
    ...{ rows: [3, 7, 5], events: [1, 1, 1], sessions: [1, 1, 1], gaps: none, dwells: none },
    context: { device: known(device), band: known(band) },
  }
}

const weights = createWeights(base, createRandom(1))
const random = createRandom(2)
const rows = {
  data: Int8Array.from({ length: ITEMS * 16 }, () => random.below(255) - 127),
  scales: new Float32Array(ITEMS).fill(1 / 300),
  dimension: 16,
}

async function query(model: ReturnType<typeof servingModel>, device: number, band: number): Promise<Float32Array> {
  return (await encodeWindows([lastWindow(sequenceOf(device, band), model.config)], model, 'wasm')).queries
}

beforeAll(() => startNodeBackend('wasm'))

it('reads hour and weekday off the clock of a zone, and what is given before that', () => {
  // Sunday, 29 March 2026, 00:30 and 01:30 UTC: between them Berlin goes from 01:59 to 03:00.
  const times = [Date.UTC(2026, 2, 29, 0, 30) / 1000, Date.UTC(2026, 2, 29, 1, 30) / 1000, Number.NaN]
  const fields = [...CLOCK_FIELDS, { name: 'device', values: ['phone', 'desktop'] }]
  const read = (timeZone: string, more?: Sequence['context'], i = 0) =>
    contextReader({ ...context, fields, timeZone })({ ...sequenceOf(0, 0), times, context: more }, i)
  expect(read('UTC')).toEqual([1, 1, 0])
  expect([0, 1, 2, 3].map((i) => read('Europe/Berlin', undefined, i)[0])).toEqual([2, 4, 0, 0])
  expect(read('America/New_York')).toEqual([21, 7, 0])
  expect(read('UTC', { hour: [13], device: [2] })).toEqual([13, 1, 2])
  expect(read('UTC', { device: [3] })).toEqual([1, 1, 0])
  expect(read('UTC', { hour: [0] })).toEqual([0, 1, 0])
})

it('is the model without context, to the bit, where nothing is known, and another where one field is', async () => {
  const part = createContextWeights(context, 16, createRandom(3))
  for (let i = 0; i < part.values.length; i++) part.values[i] += 0.2 * random.normal()
  const model = servingModel(config, withContext(weights, part, config), rows)
  const without = await query(servingModel(base, weights, rows), 0, 0)
  expect([...(await query(model, 0, 0))]).toEqual([...without])
  for (const [device, band] of [
    [1, 0],
    [0, 1],
  ])
    expect(Math.hypot(...(await query(model, device, band)).map((value, i) => value - without[i]))).toBeGreaterThan(
      0.01,
    )
})

/** What is wanted depends on device and band together, and on neither alone. */
function crossedBatch() {
  const cases = [1, 2].flatMap((device) => [1, 2].map((band) => ({ device, band, target: device === band ? 11 : 17 })))
  const targets = Int32Array.from(cases, ({ target }) => target)
  return {
    features: buildFeatures(
      cases.map(({ device, band }) => lastWindow(sequenceOf(device, band), config)),
      config,
    ),
    positions: Int32Array.from(cases, (_, b) => 3 * b + 2),
    importance: new Float32Array(4).fill(1),
    candidates: sampleCandidates(targets, new Float32Array(ITEMS + 1).fill(1 / ITEMS), ITEMS, createRandom(4)),
  }
}

it('has the slopes of the loss for every array of its weights', async () => {
  const part = createContextWeights(context, 16, createRandom(5))
  for (let i = 0; i < part.values.length; i++) part.values[i] += 0.2 * random.normal()
  const model = servingModel(config, weights, rows)
  const batch = crossedBatch()
  const found = await contextGradients(batch, model, part, 'wasm')
  for (const entry of part.entries) {
    const place = view(part, entry)
    const slope = found.gradient.subarray(entry.offset, entry.offset + place.length)
    const square = slope.reduce((sum, each) => sum + each * each, 0)
    expect(square, entry.name).toBeGreaterThan(0)
    const step = 0.01 / Math.sqrt(square)
    const lossAt = async (sign: number) => {
      slope.forEach((each, i) => {
        place[i] += sign * step * each
      })
      const { loss } = await contextGradients(batch, model, part, 'wasm')
      slope.forEach((each, i) => {
        place[i] -= sign * step * each
      })
      return loss
    }
    const rise = (await lossAt(1)) - (await lossAt(-1))
    expect(rise / (2 * step * square), entry.name).toBeCloseTo(1, 1)
  }
})

it('learns an effect that lies in two fields together and in neither alone, from where it starts: no effect', async () => {
  const model = servingModel(config, weights, rows)
  const part = createContextWeights(context, 16, createRandom(6))
  const adam = createAdam(part.values.length)
  const losses: number[] = []
  for (let step = 0; step < 120; step++) {
    const { loss, gradient } = await contextGradients(crossedBatch(), model, part, 'wasm')
    adamStep(part.values, gradient, adam, { learningRate: 0.02 })
    losses.push(loss)
  }
  const { queries: plain } = await encodeWindows(
    [lastWindow(sequenceOf(0, 0), base)],
    servingModel(base, weights, rows),
    'wasm',
  )
  const fresh = servingModel(
    config,
    withContext(weights, createContextWeights(context, 16, createRandom(6)), config),
    rows,
  )
  expect([...(await query(fresh, 1, 2))]).toEqual([...plain])
  // With the target told apart by one field at most half would be right: log 2 above what is reached.
  expect(losses.at(-1)).toBeLessThan(losses[0] - Math.LN2)
  const learnt = servingModel(config, withContext(weights, part, config), rows)
  for (const { device, band, target } of [
    { device: 1, band: 1, target: 11 },
    { device: 1, band: 2, target: 17 },
    { device: 2, band: 1, target: 17 },
    { device: 2, band: 2, target: 11 },
  ]) {
    const q = await query(learnt, device, band)
    const score = (row: number) => q.reduce((sum, value, i) => sum + value * rows.data[(row - 1) * 16 + i], 0)
    expect(score(target)).toBeGreaterThan(score(target === 11 ? 17 : 11))
  }
})
