import { type Adapter, createAdapter, createRandom, type ServingModel, view } from '@penchant/model'
import type { StoredInteraction } from '@penchant/protocol'
import { tf } from '@penchant/tensor'
import { startNodeBackend } from '@penchant/tensor/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { publishTiny } from '../test/publish-tiny.ts'
import { serveTiny } from '../test/serve-tiny.ts'
import { decodeAdapter, encodeAdapter } from './adapter-bytes.ts'
import { learn } from './learn.ts'
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
const learnFrom = (items: number[], adapter: Adapter | null = null, signal = new AbortController().signal) =>
  learn({
    sequence: sequenceOf(items),
    serving,
    model,
    adapter,
    backends: { inference: 'wasm', training: 'wasm' },
    signal,
  })
/** A visitor who comes back to two items of a category between looks at another. */
const habit = (count: number) => Array.from({ length: count }, (_, i) => (i % 3 === 0 ? (i * 7) % 10 : 25 + (i % 2)))
const part = (bytes: Uint8Array, name: string) => {
  const adapter = decodeAdapter(bytes, serving.manifest.config)
  return view(adapter, adapter.entries.find((entry) => entry.name === name)!)
}

describe('a learning run', () => {
  it('learns a habit, and proves it on the newest interactions', async () => {
    const { run, adapter } = await learnFrom(habit(240))
    expect(run).toMatchObject({ verdict: 'accepted', trained: 199, heldBack: 40, steps: 10 })
    expect(run.after).toBeGreaterThan(run.before)
    expect(part(adapter!, 'visitor').some((value) => value !== 0)).toBe(true)
    // Few answers, few numbers: the attention is left alone.
    expect(part(adapter!, 'block0.qkv.B').every((value) => value === 0)).toBe(true)
  })

  it('adapts the attention, too, where the history is long', async () => {
    const { run, adapter } = await learnFrom(habit(300))
    expect(run).toMatchObject({ verdict: 'accepted', trained: 259, heldBack: 40, steps: 20 })
    expect(part(adapter!, 'block0.qkv.B').some((value) => value !== 0)).toBe(true)
  })

  it('never trains on what it is tested on', async () => {
    const one = await learnFrom(habit(240))
    const other = await learnFrom([...habit(232), 25, 26, 25, 26, 25, 26, 25, 26])
    expect(other.run.after).not.toBe(one.run.after)
    expect(other.adapter).toEqual(one.adapter)
  })

  it('changes nothing where the taste has turned', async () => {
    const { run, adapter } = await learnFrom([
      ...habit(200),
      ...Array.from({ length: 60 }, (_, i) => 10 + ((i * 7) % 10)),
    ])
    expect(run.verdict).toBe('rejected')
    expect(adapter).toBeNull()
  })

  it('goes on from what was learnt before', async () => {
    const first = await learnFrom(habit(240))
    const second = await learnFrom(habit(264), decodeAdapter(first.adapter!, serving.manifest.config))
    expect(second.run.before).toBeGreaterThan((await learnFrom(habit(264))).run.before)
  })

  it('leaves no tensor behind, run after run', async () => {
    await learnFrom(habit(60))
    const before = tf.memory().numTensors
    for (let run = 0; run < 10; run++) await learnFrom(habit(60))
    expect(tf.memory().numTensors).toBe(before)
  })

  it('says so where there is too little to learn from', async () => {
    const { run, adapter } = await learnFrom(habit(12))
    expect(run).toMatchObject({ verdict: 'aborted', trained: 0, heldBack: 0, steps: 0 })
    expect(run.reason).toBe('too little to learn from: 11 of at least 12 choices among known items')
    expect(adapter).toBeNull()
  })

  it('stops when the engine is closed', async () => {
    const stop = new AbortController()
    stop.abort()
    expect(await learnFrom(habit(60), null, stop.signal)).toMatchObject({ run: { verdict: 'aborted' }, adapter: null })
  })
})

describe('an adapter in bytes', () => {
  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    [
      'of another model',
      () => encodeAdapter(createAdapter({ ...serving.manifest.config, dimension: 32 }, createRandom(1))),
    ],
    ['with a changed byte', (bytes) => bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte))],
    ['cut off', (bytes) => bytes.subarray(0, bytes.length - 4)],
    ['empty', () => new Uint8Array()],
    [
      'with a value that is no number',
      () => {
        const adapter = createAdapter(serving.manifest.config, createRandom(1))
        adapter.values[3] = Number.NaN
        return encodeAdapter(adapter)
      },
    ],
  ])('is refused when it is %s', (_, change) => {
    const { config } = serving.manifest
    const good = encodeAdapter(createAdapter(config, createRandom(1)))
    expect(encodeAdapter(decodeAdapter(good, config))).toEqual(good)
    expect(() => decodeAdapter(change(good), config)).toThrow(expect.objectContaining({ name: 'ModelInvalid' }))
  })
})
