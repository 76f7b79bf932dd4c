import type { BackendName } from '@penchant/protocol'
import { startBackend } from './start-backend.ts'

/** Software rasterisers are correct and slower than WASM: they are not worth their download. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i

/** Whether this browser offers the GPU backend on a real adapter. Loads nothing of TF.js. */
export async function hasRealAdapter(name: 'webgpu' | 'webgl'): Promise<boolean> {
  try {
    if (name === 'webgpu') {
      const adapter = await navigator.gpu?.requestAdapter()
      if (!adapter) return false
      const { vendor = '', architecture = '', description = '', isFallbackAdapter = false } = adapter.info ?? {}
      return !isFallbackAdapter && !SOFTWARE.test(`${vendor} ${architecture} ${description}`)
    }
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2')
    if (!gl) return false
    const info = gl.getExtension('WEBGL_debug_renderer_info')
    const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER))
    gl.getExtension('WEBGL_lose_context')?.loseContext()
    return !SOFTWARE.test(renderer)
  } catch {
    return false
  }
}

/** Which backend does which of the two jobs, and why. */
export interface BackendChoice {
  inference: BackendName
  training: BackendName
  reason: string
}

/** One of each job on a backend, for real; resolves when its result was read back. */
export interface Jobs {
  inference(backend: BackendName): Promise<unknown>
  training(backend: BackendName): Promise<unknown>
}

/** The first of `names` that starts. Rejects with the last one's `BackendUnavailable` where none does. */
export async function startFirst(names: readonly BackendName[]): Promise<BackendName> {
  let failure: unknown
  for (const name of names) {
    try {
      await startBackend(name)
      return name
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

/**
 * Times both jobs on what runs already and on every GPU backend with a real adapter, and picks the
 * faster for each job. Meant for idle time: a GPU's first run compiles its shaders.
 */
export async function chooseBackends(running: BackendName, jobs: Jobs): Promise<BackendChoice> {
  const times = new Map<BackendName, { inference: number; training: number }>()
  const notes: string[] = []
  times.set(running, await timeJobs(running, jobs))
  for (const name of ['webgpu', 'webgl'] as const) {
    if (name === running) continue
    if (!(await hasRealAdapter(name))) {
      notes.push(`${name}: no real adapter`)
      continue
    }
    try {
      await startBackend(name)
      times.set(name, await timeJobs(name, jobs))
    } catch (error) {
      notes.push(`${name}: ${(error as Error).message}`)
    }
  }
  const fastest = (job: 'inference' | 'training') => [...times].sort((a, b) => a[1][job] - b[1][job])[0][0]
  const measured = [...times].map(
    ([name, { inference, training }]) => `${name} ${inference.toFixed(1)} ms / ${training.toFixed(1)} ms`,
  )
  return {
    inference: fastest('inference'),
    training: fastest('training'),
    reason: `measured (forward pass / training step): ${[...measured, ...notes].join('; ')}`,
  }
}

/** Best of three after a warm-up, in milliseconds: the first run compiles. */
async function timeJobs(backend: BackendName, jobs: Jobs): Promise<{ inference: number; training: number }> {
  const best = async (job: (backend: BackendName) => Promise<unknown>) => {
    await job(backend)
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < 3; i++) {
      const start = performance.now()
      await job(backend)
      least = Math.min(least, performance.now() - start)
    }
    return least
  }
  return { inference: await best(jobs.inference), training: await best(jobs.training) }
}
