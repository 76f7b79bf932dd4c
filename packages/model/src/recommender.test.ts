import { ENCODERS, type ModelConfig } from '@penchant/protocol'
import { startNodeBackend } from '@penchant/tensor/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAdapter } from './adapter.ts'
import { servingModel } from './artefact.ts'
import { DEFAULT_CONFIG } from './config.ts'
import { encodeWindows } from './encode-windows.ts'
import { lastWindow } from './features.ts'
import { createRandom } from './random.ts'
import type { Sequence } from './sequence.ts'
import { createWeights, view } from './weights.ts'

const ITEMS = 40

function sequenceOf(rows: number[]): Sequence {
  return {
    rows,
    events: rows.map((row) => row % 5),
    sessions: rows.map((_, i) => i >> 2),
    gaps: rows.map((row, i) => (i ? row * 7 : Number.NaN)),
    dwells: rows.map((row) => row * 3),
  }
}

const long = sequenceOf([3, 17, 5, 40, 8, 22, 9, 31, 1, 12])

beforeAll(() => startNodeBackend('wasm'))

describe.each(ENCODERS)('the %s', (encoder) => {
  const config: ModelConfig = { ...DEFAULT_CONFIG, encoder, dimension: 16, feedForward: 32, blocks: 2, maxLength: 12 }

  function randomModel(seed: number) {
    const random = createRandom(seed)
    const weights = createWeights(config, random)
    // Nothing stays at its neutral start, so that a term left out would show.
    for (let i = 0; i < weights.values.length; i++) weights.values[i] += 0.1 * random.normal()
    const data = Int8Array.from({ length: ITEMS * config.dimension }, () => random.below(255) - 127)
    const scales = new Float32Array(ITEMS).fill(1 / 500)
    return servingModel(config, weights, { data, scales, dimension: config.dimension })
  }

  it('gives a unit vector, and weights over the window that sum to one', async () => {
    const { queries, pooling, length } = await encodeWindows([lastWindow(long, config)], randomModel(1), 'wasm')
    expect(Math.hypot(...queries)).toBeCloseTo(1, 4)
    expect(length).toBe(10)
    expect(pooling.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
    expect(Math.min(...pooling)).toBeGreaterThan(0)
  })

  it('answers for a prefix as if nothing came after it', async () => {
    const model = randomModel(2)
    const all = await encodeWindows([lastWindow(long, config)], model, 'wasm', {
      positions: (features) => Int32Array.from({ length: features.lengths[0] }, (_, t) => t),
    })
    for (const end of [1, 4, 9]) {
      const alone = await encodeWindows([lastWindow(long, config, end)], model, 'wasm')
      const d = config.dimension
      expect(distance(alone.queries, all.queries.subarray((end - 1) * d, end * d))).toBeLessThan(1e-5)
    }
  })

  it('gives one sequence the same vector alone and in a batch of others', async () => {
    const model = randomModel(3)
    const others = [[7], [2, 30, 2, 11], [9, 8, 7, 6, 5, 4, 3]].map(sequenceOf)
    const batch = await encodeWindows(
      [...others, long].map((each) => lastWindow(each, config)),
      model,
      'wasm',
    )
    const alone = await encodeWindows([lastWindow(others[1], config)], model, 'wasm')
    expect(distance(alone.queries, batch.queries.subarray(16, 32))).toBeLessThan(1e-5)
  })

  it.each(['rows', 'events', 'gaps', 'dwells'] as const)('reads %s', async (field) => {
    const model = randomModel(4)
    const changed = { ...long, [field]: Array.from(long[field]).map((value) => (value * 3 + 1) % 13) }
    const before = await encodeWindows([lastWindow(long, config)], model, 'wasm')
    const after = await encodeWindows([lastWindow(changed, config)], model, 'wasm')
    expect(distance(before.queries, after.queries)).toBeGreaterThan(1e-3)
  })

  it('reads the order', async () => {
    const model = randomModel(5)
    const plain = {
      ...long,
      events: long.rows,
      gaps: new Float32Array(10).fill(Number.NaN),
      dwells: new Float32Array(10).fill(Number.NaN),
    }
    const swapped = { ...plain, rows: [17, 3, ...Array.from(long.rows).slice(2)] }
    const before = await encodeWindows([lastWindow({ ...plain, events: new Uint8Array(10) }, config)], model, 'wasm')
    const after = await encodeWindows([lastWindow({ ...swapped, events: new Uint8Array(10) }, config)], model, 'wasm')
    expect(distance(before.queries, after.queries)).toBeGreaterThan(1e-3)
  })

  it('is the same on the WASM and on the plain JavaScript backend', async () => {
    const model = randomModel(6)
    const wasm = await encodeWindows([lastWindow(long, config)], model, 'wasm')
    await startNodeBackend('cpu')
    const cpu = await encodeWindows([lastWindow(long, config)], model, 'cpu')
    await startNodeBackend('wasm')
    expect(distance(wasm.queries, cpu.queries)).toBeLessThan(1e-5)
    expect(distance(wasm.pooling, cpu.pooling)).toBeLessThan(1e-5)
  })

  it('does not change with a fresh adapter, and changes with each part of one that has learnt', async () => {
    const model = randomModel(7)
    const base = await encodeWindows([lastWindow(long, config)], model, 'wasm')
    const fresh = createAdapter(config, createRandom(1))
    const same = await encodeWindows([lastWindow(long, config)], model, 'wasm', { adapter: fresh })
    expect(distance(base.queries, same.queries)).toBeLessThan(1e-6)
    for (const name of [
      'visitor',
      ...(encoder === 'gru' ? ['block0.gates.B', 'block1.states.B'] : ['block0.qkv.B', 'block1.out.B']),
    ]) {
      const learnt = createAdapter(config, createRandom(1))
      const values = view(learnt, learnt.entries.find((entry) => entry.name === name)!)
      // Not all alike: a layer norm takes a constant out again.
      for (let i = 0; i < values.length; i++) values[i] = Math.sin(i)
      const { queries } = await encodeWindows([lastWindow(long, config)], model, 'wasm', { adapter: learnt })
      expect(distance(base.queries, queries), name).toBeGreaterThan(1e-3)
    }
  })

  it('refuses an empty sequence', async () => {
    await expect(encodeWindows([lastWindow(sequenceOf([]), config)], randomModel(8), 'wasm')).rejects.toThrow(
      /empty window/,
    )
  })
})

/** Largest difference of two arrays. */
function distance(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length)
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0)
}
