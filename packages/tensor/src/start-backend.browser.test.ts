import { engine, findBackend, square, tensor1d } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { hasRealAdapter, startFirst } from './choose-backends.ts'
import { readTensor } from './read-tensor.ts'
import { runOn } from './run-on.ts'
import { selfTestAnswers } from './self-test.ts'
import { backendIsLost, forgetBackend, startBackend } from './start-backend.ts'

const BACKENDS = ['cpu', 'wasm', 'webgl', 'webgpu'] as const

describe('startBackend', () => {
  it.each(BACKENDS)('starts %s and passes its self-test', async (name) => {
    await startBackend(name)
    const cpu = await startBackend('cpu').then(() => selfTestAnswers('cpu'))
    const own = await selfTestAnswers(name)
    own.forEach((answer, i) => {
      expect(Math.abs(answer - cpu[i])).toBeLessThan(1e-3 * Math.abs(cpu[i]))
    })
  })

  it('starts a backend once, however often it is asked for', async () => {
    expect(startBackend('wasm')).toBe(startBackend('wasm'))
  })

  it('lets two backends take turns', async () => {
    await Promise.all([startBackend('wasm'), startBackend('webgl')])
    const a = runOn('wasm', () => square(tensor1d([1, 2])))
    const b = runOn('webgl', () => square(tensor1d([3, 4])))
    expect([...(await readTensor(a)), ...(await readTensor(b))]).toEqual([1, 4, 9, 16])
  })

  it('keeps no tensor of its self-test', async () => {
    await startBackend('cpu')
    const before = engine().memory().numTensors
    await selfTestAnswers('cpu')
    expect(engine().memory().numTensors).toBe(before)
  })

  it('notices a lost WebGL context, and starts again after it was forgotten', async () => {
    await startBackend('webgl')
    const { gl } = (findBackend('webgl') as unknown as { gpgpu: { gl: WebGL2RenderingContext } }).gpgpu
    const gone = new Promise((resolve) => gl.canvas.addEventListener('webglcontextlost', resolve, { once: true }))
    gl.getExtension('WEBGL_lose_context')!.loseContext()
    await gone
    await expect.poll(() => backendIsLost('webgl')).toBe(true)
    forgetBackend('webgl')
    await startBackend('webgl')
    expect(backendIsLost('webgl')).toBe(false)
    await selfTestAnswers('webgl')
  })
})

describe('startFirst', () => {
  it('goes on to the next where one cannot start', async () => {
    expect(await startFirst(['cpu', 'wasm'])).toBe('cpu')
  })
})

describe('hasRealAdapter', () => {
  it('tells a software rasteriser from a GPU', async () => {
    // The test browser draws with SwiftShader: correct, slow, and no reason to leave WASM.
    expect(await hasRealAdapter('webgl')).toBe(false)
    expect(await hasRealAdapter('webgpu')).toBe(false)
  })
})
