import type { BackendName } from '@penchant/protocol'
import { tf } from '@penchant/tensor'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { downloadOf } from '../test/load-tiny.ts'
import { publishTiny } from '../test/publish-tiny.ts'
import { loadModel } from './load-model.ts'
import type { Serving } from './serving.ts'
import { visitorSequence } from './visitor-sequence.ts'

async function load(backend: BackendName | 'auto', size?: 'int4' | 'pq') {
  let serving: Serving | undefined
  let heard = () => {}
  const problems: Error[] = []
  await loadModel({
    download: downloadOf(await publishTiny({ size })),
    backend,
    restore: async () => {},
    onProgress(loaded) {
      serving = loaded
      heard()
    },
    onProblem: (error) => problems.push(error),
  })
  const sequence = visitorSequence(
    ['i21', 'i22', 'i23'].map((item, i) => ({ id: i + 1, session: 1, time: i * 9000, item, event: 'view_item' })),
    serving!.catalogue,
  )
  return {
    problems,
    serving: serving!,
    encoder: serving!.encoder!,
    encode: () => serving!.encoder!.encode(sequence),
    change: () =>
      new Promise<void>((resolve) => {
        heard = resolve
      }),
  }
}

afterEach(() => vi.restoreAllMocks())

describe('the encoder', () => {
  it('comes back after its GPU context was lost', async () => {
    const { encoder, encode, change } = await load('webgl')
    expect(encoder.backends).toMatchObject({ inference: 'webgl', training: 'webgl' })
    const before = await encode()

    await tf.setBackend('webgl')
    const { gl } = (tf.backend() as unknown as { gpgpu: { gl: WebGL2RenderingContext } }).gpgpu
    const lost = new Promise((resolve) => gl.canvas.addEventListener('webglcontextlost', resolve))
    const changed = change()
    gl.getExtension('WEBGL_lose_context')!.loseContext()
    await lost
    await expect(encode()).rejects.toMatchObject({ message: expect.stringContaining('lost') })

    await changed
    expect(encoder.backends).toMatchObject({ inference: 'webgl', reason: expect.stringContaining('lost') })
    const after = await encode()
    expect(Math.max(...after.query.map((value, i) => Math.abs(value - before.query[i])))).toBeLessThan(1e-4)
  })

  it.each(['int4', 'pq'] as const)(
    'reads and scores rows that were packed as %s as it would the rows themselves',
    async (size) => {
      const [plain, packed] = [await load('wasm'), await load('wasm', size)]
      const [{ query }, { query: coarse }] = [await plain.encode(), await packed.encode()]
      expect(coarse.reduce((sum, value, i) => sum + value * query[i], 0)).toBeGreaterThan(0.99)
      const [best] = plain.serving.table!.scorer.top(query, 1).rows
      expect([...packed.serving.table!.scorer.top(coarse, 3).rows]).toContain(best)
      expect(packed.problems).toEqual([])
    },
  )

  it('takes another backend where the one that was asked for does not start, and says so', async () => {
    vi.spyOn(navigator, 'gpu', 'get').mockReturnValue(undefined as unknown as GPU)
    const { encoder, encode, problems } = await load('webgpu')
    expect(encoder.backends).toMatchObject({
      inference: 'wasm',
      reason: expect.stringMatching(/"webgpu" was asked for; .*webgpu/),
    })
    expect((await encode()).query).toHaveLength(16)
    expect(problems).toEqual([])
  })

  it.each(['wasm', 'cpu'] as const)(
    'learns the same whether it is warm on %s, and leaves no tensor',
    async (backend) => {
      const { encoder, serving } = await load(backend)
      const items = Array.from({ length: 240 }, (_, i) => (i % 3 === 0 ? `i${(i * 7) % 10}` : `i${25 + (i % 2)}`))
      const history = items.map((item, i) => ({
        id: i + 1,
        session: 1,
        time: i * 9000,
        item,
        event: 'view_item' as const,
      }))
      const sequence = visitorSequence(history, serving.catalogue)
      const learn = async () => {
        const run = await encoder.learn(sequence, { previous: null, inherited: null }, new AbortController().signal)
        return { ...run, tensors: tf.memory().numTensors }
      }
      const tensors = tf.memory().numTensors
      const [first, second] = [await learn(), await learn()]
      expect(first.runs).toMatchObject([{ steps: 10 }])
      expect(second.version).toEqual(first.version)
      const { surprise, after } = first.runs[0]
      expect(second.runs[0]).toMatchObject({ surprise, after })
      expect([first.tensors, second.tensors]).toEqual([tensors, tensors])
    },
  )

  it('leaves a pinned backend alone, and measures where it may choose', async () => {
    expect(await (await load('wasm')).encoder.improve(null)).toBeNull()
    const { encoder } = await load('auto')
    const choice = await encoder.improve(null)
    expect(choice!.reason).toContain('measured')
    expect(encoder.backends).toEqual(choice)
    const known = { inference: 'wasm', training: 'cpu', reason: 'known' } as const
    expect(await encoder.improve(known)).toEqual(known)
    expect(encoder.backends).toEqual(known)
  })
})
