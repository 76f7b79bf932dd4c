import { type BackendName, penchantError } from '@penchant/protocol'
import { findBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core'
import { selfTest } from './self-test.ts'
import { withTimeout } from './with-timeout.ts'

/** Loads one backend's code and registers it. A dynamic import each, so that a visitor fetches one. */
const LOADERS: Record<BackendName, () => Promise<{ register(): void }>> = {
  webgpu: () => import('./backends/webgpu.ts'),
  webgl: () => import('./backends/webgl.ts'),
  wasm: () => import('./backends/wasm.ts'),
  cpu: () => import('./backends/cpu.ts'),
}

/** Compiling a GPU's first shaders takes seconds on slow machines. */
const START_MILLISECONDS = 45_000

const started = new Map<BackendName, Promise<void>>()
const lost = new Set<BackendName>()

/**
 * Loads, registers, initialises and tests one backend; at most once, until it is forgotten.
 * Rejects with `BackendUnavailable`, saying what failed.
 */
export function startBackend(name: BackendName): Promise<void> {
  const known = started.get(name)
  if (known) return known
  const starting = start(name).catch((cause) => {
    started.delete(name)
    throw penchantError('BackendUnavailable', `backend "${name}": ${(cause as Error).message}`, cause)
  })
  started.set(name, starting)
  return starting
}

async function start(name: BackendName): Promise<void> {
  const [module, { registerGradients }] = await Promise.all([LOADERS[name](), import('./backends/gradients.ts')])
  module.register()
  registerGradients()
  // setBackend resolves to false where a backend fails; it does not reject, and on some it hangs.
  const up = await withTimeout(setBackend(name), START_MILLISECONDS, `starting ${name}`)
  if (!up) throw new Error('it could not be initialised here')
  watch(name)
  await withTimeout(selfTest(name), START_MILLISECONDS, `the self-test of ${name}`)
}

/** Remembers the loss of a GPU context: TF.js itself does not notice, and its next read-back hangs. */
function watch(name: BackendName): void {
  lost.delete(name)
  const instance = findBackend(name) as unknown as {
    gpgpu?: { gl: { canvas: EventTarget } }
    device?: GPUDevice
  }
  if (name === 'webgl') {
    instance.gpgpu?.gl.canvas.addEventListener('webglcontextlost', () => lost.add(name), { once: true })
  }
  if (name === 'webgpu') void instance.device?.lost.then(() => lost.add(name))
}

/** Whether the GPU context of a started backend is gone. */
export function backendIsLost(name: BackendName): boolean {
  return lost.has(name)
}

/** Drops a lost backend with all its tensors, so that `startBackend` makes a new one. */
export function forgetBackend(name: BackendName): void {
  started.delete(name)
  lost.delete(name)
  if (findBackend(name)) removeBackend(name)
}
