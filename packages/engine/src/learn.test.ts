import {
  createVectors,
  decodeVersion,
  encodeVersion,
  inherit,
  type LearnInput,
  learn,
  type Version,
} from '@penchant/learning'
import { createAdapter, createRandom, type ServingModel, view } from '@penchant/model'
import type { LearningTier, MixConfig, StoredInteraction } from '@penchant/protocol'
import { tf } from '@penchant/tensor'
import { startNodeBackend } from '@penchant/tensor/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { publishTiny } from '../test/publish-tiny.ts'
import { serveTiny } from '../test/serve-tiny.ts'
import type { Serving } from './serving.ts'
import { visitorSequence } from './visitor-sequence.ts'

let serving: Serving
let model: ServingModel
beforeAll(async () => {
  await startNodeBackend('wasm')
  // The model alone: what a visitor comes back to would be known without learning.
  const mix = { coVisitation: 0, coVisitationDecay: 0, memory: 0, memoryDecay: 0 }
  ;({ serving, model } = serveTiny(await publishTiny({ mix })))
}, 60_000)

const sequenceOf = (items: number[]) => {
  const history = items.map(
    (item, i): StoredInteraction => ({
      id: i + 1,
      session: 1 + Math.floor(i / 10),
      time: i * 20_000,
      item: `i${item}`,
      event: 'view_item',
    }),
  )
  return visitorSequence(history, serving.catalogue)
}
const SLICES = { longest: 0, next: async () => {} }
const learnFrom = (items: number[], tiers: LearningTier[], given: Partial<LearnInput> & { mix?: MixConfig } = {}) => {
  const sequence = sequenceOf(items)
  const manifest = { ...serving.manifest, mix: given.mix ?? serving.manifest.mix }
  return learn({
    sequence,
    base: { ...serving, manifest, model, scorer: serving.table!.scorer },
    champion: null,
    previous: null,
    tiers,
    backend: 'wasm',
    vectors: createVectors(sequence, model, 'wasm', SLICES),
    slices: SLICES,
    signal: new AbortController().signal,
    ...given,
  })
}
/** A visitor who comes back to two items of a category between looks at another. */
const habit = (count: number) => Array.from({ length: count }, (_, i) => (i % 3 === 0 ? (i * 7) % 10 : 25 + (i % 2)))
/** The same, and then the taste turns. */
const turned = (count: number) => Array.from({ length: count }, (_, i) => 10 + ((i * 7) % 10))
const part = ({ adapter }: Version, name: string) =>
  view(adapter!, adapter!.entries.find((entry) => entry.name === name)!)

describe('a learning run', () => {
  it('learns a habit, and proves it on the newest interactions', async () => {
    const { runs, version } = await learnFrom(habit(240), ['vector'])
    expect(runs).toMatchObject([{ tier: 'vector', verdict: 'accepted', trained: 199, heldBack: 40, steps: 10 }])
    expect(runs[0].after).toBeGreaterThan(runs[0].before + runs[0].standardError!)
    expect(version!.seen).toBe(240)
    expect(part(version!, 'visitor').some((value) => value !== 0)).toBe(true)
    // Few answers, few numbers: the attention is left alone.
    expect(part(version!, 'block0.qkv.B').every((value) => value === 0)).toBe(true)
  })

  it('adapts the attention, too, where the history is long', async () => {
    const { runs, version } = await learnFrom(habit(300), ['lora'])
    expect(runs).toMatchObject([{ tier: 'lora', verdict: 'accepted', trained: 259, heldBack: 40, steps: 20 }])
    expect(part(version!, 'block0.qkv.B').some((value) => value !== 0)).toBe(true)
    expect((await learnFrom(habit(230), ['lora'])).runs).toMatchObject([{ verdict: 'aborted', steps: 0 }])
  })

  it('has a vector without a gradient, too', async () => {
    const { runs, version } = await learnFrom(habit(240), ['closed-form'], { gated: false })
    expect(runs).toMatchObject([{ tier: 'closed-form', steps: 0, trained: 199, verdict: 'accepted' }])
    expect(part(version!, 'visitor').some((value) => value !== 0)).toBe(true)
    expect(part(version!, 'block0.qkv.B').every((value) => value === 0)).toBe(true)
  })

  it('finds how much this visitor comes back, where the shop thinks too little of it', async () => {
    const mix = { ...serving.manifest.mix, memory: 0.02, memoryDecay: 0.9, coVisitation: 0.05, sharpness: 20 }
    const { runs, version } = await learnFrom(habit(240), ['mix'], { mix })
    expect(runs).toMatchObject([{ tier: 'mix', verdict: 'accepted', heldBack: 40, steps: 12 }])
    const [coVisitation, memory] = version!.mix!
    expect(memory).toBeGreaterThan(0.2)
    expect(memory).toBeGreaterThan(coVisitation)
    expect(version!.adapter).toBeNull()
  })

  it('never trains on what it is tested on', async () => {
    const one = await learnFrom(habit(240), ['vector'])
    const other = await learnFrom([...habit(232), 25, 26, 25, 26, 25, 26, 25, 26], ['vector'])
    expect(other.runs[0].after).not.toBe(one.runs[0].after)
    expect(encodeVersion(other.version!)).toEqual(encodeVersion(one.version!))
  })

  it('changes nothing where the taste has turned', async () => {
    const { runs, version } = await learnFrom([...habit(200), ...turned(60)], ['vector'])
    expect(runs).toMatchObject([{ verdict: 'rejected' }])
    expect(version).toBeNull()
    expect((await learnFrom([...habit(200), ...turned(60)], ['vector'], { gated: false })).version).not.toBeNull()
  })

  it('goes on from what was learnt before', async () => {
    const { version } = await learnFrom(habit(240), ['vector'])
    const second = await learnFrom(habit(264), ['vector'], { champion: version })
    expect(second.runs[0].before).toBeGreaterThan((await learnFrom(habit(264), ['vector'])).runs[0].before)
  })

  it('takes back by itself what was worse than the base on what came since', async () => {
    const { version } = await learnFrom(habit(240), ['vector'])
    const adapter = createAdapter(serving.manifest.config, createRandom(1))
    model.copyRow(15, adapter.values, 0)
    const bad: Version = { adapter, mix: null, seen: 240 }
    const since = await learnFrom(habit(270), [], { champion: bad })
    expect(since.runs).toMatchObject([{ verdict: 'rolled-back', heldBack: 30 }])
    expect(since.version).toMatchObject({ adapter: null, mix: null, seen: 270 })
    expect((await learnFrom(habit(270), [], { champion: bad, previous: version })).version).toEqual({
      ...version,
      seen: 270,
    })
    // Too little since says nothing, and what kept its promise stays.
    expect((await learnFrom(habit(249), [], { champion: bad })).version).toBe(bad)
    expect((await learnFrom(habit(270), [], { champion: version })).version).toBe(version)
  })

  it('tests anew what was learnt for another base, each part by itself', async () => {
    const { version } = await learnFrom(habit(300), ['vector'])
    part(version!, 'block0.qkv.B').fill(0.1)
    const mix = Float32Array.of(0.1, -0.2, 0, 0, 0, 0.5)
    const left = (change: Partial<Version>) =>
      inherit(encodeVersion({ ...version!, ...change }), serving.manifest.config)
    const { runs, version: kept } = await learnFrom(habit(300), [], { inherited: left({ mix }) })
    // The mix changes nothing here, where the model is alone, so it has not proved itself.
    expect(runs).toMatchObject([
      { tier: 'mix', verdict: 'rejected', trained: 0, heldBack: 40, steps: 0 },
      { tier: 'vector', verdict: 'accepted', reason: expect.stringMatching(/^learnt for the model before: held-back/) },
    ])
    expect(kept!.mix).toBeNull()
    expect(kept!.seen).toBe(300)
    expect(part(kept!, 'visitor')).toEqual(part(version!, 'visitor'))
    // Low-rank additions belong to matrices that are gone.
    expect(part(kept!, 'block0.qkv.B').every((value) => value === 0)).toBe(true)

    const adapter = createAdapter(serving.manifest.config, createRandom(1))
    model.copyRow(15, adapter.values, 0)
    const bad = await learnFrom(habit(300), [], { inherited: left({ adapter }) })
    expect(bad.runs).toMatchObject([{ tier: 'vector', verdict: 'rejected' }])
    expect(bad.version).toBeNull()
    // Too little to judge by: nothing is decided.
    expect((await learnFrom(habit(30), [], { inherited: left({}) })).runs).toMatchObject([{ verdict: 'aborted' }])
  })

  it('leaves no tensor behind, run after run', async () => {
    await learnFrom(habit(60), ['vector'])
    const before = tf.memory().numTensors
    for (let run = 0; run < 10; run++) await learnFrom(habit(60), ['vector'])
    expect(tf.memory().numTensors).toBe(before)
  })

  it('says so where there is too little to learn from', async () => {
    const { runs, version } = await learnFrom(habit(12), ['mix', 'vector'])
    expect(runs).toMatchObject([{ verdict: 'aborted', trained: 0, heldBack: 0, steps: 0 }])
    expect(runs[0].reason).toBe('too little to learn from: 11 choices among known items in 2 sessions')
    expect(version).toBeNull()
  })

  it('stops when the engine is closed', async () => {
    const stop = new AbortController()
    stop.abort()
    expect(await learnFrom(habit(240), ['vector'], { signal: stop.signal })).toMatchObject({
      runs: [{ verdict: 'aborted' }],
      version: null,
    })
  })
})

describe('a version in bytes', () => {
  const version = (change: Partial<Version> = {}): Version => ({
    adapter: createAdapter(serving.manifest.config, createRandom(1)),
    mix: Float32Array.of(0.1, -0.2, 0, 0, 0, 0.5),
    seen: 77,
    ...change,
  })

  it('is the same when it is read again, also where only some of it was learnt', () => {
    for (const each of [version(), version({ adapter: null }), version({ mix: null })]) {
      expect(decodeVersion(encodeVersion(each), serving.manifest.config)).toEqual(each)
    }
  })

  it('leaves to another base what may fit it', () => {
    const { config } = serving.manifest
    const adapter = createAdapter(config, createRandom(1))
    adapter.values.fill(0.5)
    const bytes = encodeVersion(version({ adapter }))
    expect([...part(inherit(bytes, config)!, 'visitor')]).toEqual(Array(config.dimension).fill(0.5))
    expect(inherit(bytes, { ...config, dimension: 2 * config.dimension })).toEqual({
      adapter: null,
      mix: version().mix,
      seen: 0,
    })
    // A vector that was never learnt is none.
    expect(inherit(encodeVersion(version({ mix: null })), config)).toBeNull()
    expect(inherit(bytes.slice(0, -4), config)).toBeNull()
    expect(inherit(encodeVersion(version({ mix: new Float32Array(6).fill(Number.NaN) })), config)).toBeNull()
  })

  it.each<[string, () => Uint8Array]>([
    [
      'of another model',
      () =>
        encodeVersion(
          version({ adapter: createAdapter({ ...serving.manifest.config, dimension: 32 }, createRandom(1)) }),
        ),
    ],
    [
      'with a changed byte',
      () => encodeVersion(version()).map((byte, i, all) => (i === all.length - 1 ? byte ^ 1 : byte)),
    ],
    ['cut off', () => encodeVersion(version()).slice(0, -4)],
    ['empty', () => new Uint8Array()],
    ['with a weight that is no number', () => encodeVersion(version({ mix: new Float32Array(6).fill(Number.NaN) }))],
    ['with too few weights', () => encodeVersion(version({ mix: new Float32Array(2) }))],
  ])('is refused when it is %s', (_, bytes) => {
    expect(() => decodeVersion(bytes(), serving.manifest.config)).toThrow(
      expect.objectContaining({ name: 'ModelInvalid' }),
    )
  })
})
