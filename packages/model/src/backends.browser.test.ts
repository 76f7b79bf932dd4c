import { ENCODERS, type EncoderName, type ModelConfig } from '@penchant/protocol'
import { adamStep, createAdam, tf } from '@penchant/tensor'
import { startBackend } from '@penchant/tensor/browser'
import { describe, expect, it } from 'vitest'
import { adapterGradients, createAdapter } from './adapter.ts'
import { servingModel } from './artefact.ts'
import { DEFAULT_CONFIG } from './config.ts'
import { contextGradients } from './context-gradients.ts'
import { encodeWindows } from './encode-windows.ts'
import { buildFeatures } from './features.ts'
import { LOSSES } from './loss.ts'
import { sampleCandidates } from './negatives.ts'
import { createRandom } from './random.ts'
import { gradients } from './train-step.ts'
import { createContextWeights, createItemRows, createWeights, tableRows } from './weights.ts'

const ITEMS = 40

/** Forward pass, three steps of pretraining, three of an adapter: everything that runs anywhere. */
async function story(backend: 'cpu' | 'wasm' | 'webgl' | 'webgpu', encoder: EncoderName) {
  const context = {
    fields: [
      { name: 'device', values: ['phone', 'desktop'] },
      { name: 'place', values: ['DE', 'FR', 'IT'] },
    ],
    width: 4,
    crosses: 2,
    rank: 4,
  }
  const config: ModelConfig = { ...DEFAULT_CONFIG, encoder, dimension: 16, feedForward: 32, maxLength: 8, context }
  await startBackend(backend)
  const random = createRandom(11)
  const weights = createWeights(config, random)
  for (let i = 0; i < weights.values.length; i++) weights.values[i] += 0.05 * random.normal()
  const table = createItemRows(ITEMS, 16, random)
  const data = Int8Array.from({ length: ITEMS * 16 }, () => random.below(255) - 127)
  const model = servingModel(config, weights, { data, scales: new Float32Array(ITEMS).fill(1 / 400), dimension: 16 })
  const rows = Array.from({ length: 8 }, () => 1 + random.below(ITEMS))
  const known = { device: rows.map((r) => r % 3), place: rows.map((r) => r % 4) }
  const sequence = { rows, events: rows.map((r) => r % 7), sessions: rows, gaps: rows, dwells: rows, context: known }
  const windows = [
    { sequence, from: 0, to: 7 },
    { sequence, from: 2, to: 6 },
  ]
  const batch = {
    features: buildFeatures(windows, config),
    positions: Int32Array.from([0, 3, 6, 7, 10]),
    importance: Float32Array.from([1, 0.5, 1, 1, 0.2]),
    candidates: sampleCandidates(
      Int32Array.from([3, 9, 3, 40, 1]),
      new Float32Array(ITEMS + 1).fill(1 / ITEMS),
      12,
      random,
    ),
  }
  const { queries, pooling } = await encodeWindows(windows, model, backend, { timeout: 60_000 })
  const adapter = createAdapter(config, random)
  const adapterAdam = createAdam(adapter.values.length)
  const contextPart = createContextWeights(context, 16, random)
  const contextAdam = createAdam(contextPart.values.length)
  const weightsAdam = createAdam(weights.values.length)
  const tensors = tf.memory().numTensors
  const losses: number[] = []
  for (let step = 0; step < 3; step++) {
    const ofContext = await contextGradients(batch, model, contextPart, backend)
    adamStep(contextPart.values, ofContext.gradient, contextAdam, { learningRate: 0.01 })
    const local = await adapterGradients(batch, model, adapter, 0.1, backend)
    adamStep(adapter.values, local.gradient, adapterAdam, { learningRate: 0.01 })
    const found = await gradients(
      batch,
      weights,
      tableRows(table, config.dimension),
      config,
      backend,
      undefined,
      LOSSES[step % 2],
    )
    adamStep(weights.values, found.weights, weightsAdam, { learningRate: 0.01 })
    losses.push(found.loss, local.loss, ofContext.loss)
  }
  return { queries, pooling, losses, leaked: tf.memory().numTensors - tensors }
}

describe('all backends', () => {
  const cases = ENCODERS.flatMap((encoder) =>
    (['wasm', 'webgl', 'webgpu'] as const).map((backend) => ({ backend, encoder })),
  )
  it.each(cases)('$backend computes what plain JavaScript computes: $encoder', async ({ backend, encoder }) => {
    const expected = await story('cpu', encoder)
    const found = await story(backend, encoder)
    for (const name of ['queries', 'pooling'] as const) {
      found[name].forEach((value, i) => {
        expect(Math.abs(value - expected[name][i]), `${name} ${i}`).toBeLessThan(1e-3)
      })
    }
    found.losses.forEach((loss, i) => {
      expect(Math.abs(loss - expected.losses[i]), `loss ${i}`).toBeLessThan(2e-3)
    })
    expect(found.leaked).toBe(0)
  })
})
