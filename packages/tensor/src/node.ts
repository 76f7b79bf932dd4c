import type { BackendName } from '@penchant/protocol'
// The union package registers every gradient and shares its core with '@tensorflow/tfjs-core'.
import * as union from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { penchantError } from '@penchant/protocol'
import { patchCpu } from './cpu-patches.ts'
import { patchWasm } from './wasm-patches.ts'

const patched = new Set<BackendName>()

/**
 * Starts TF.js in Node: `wasm` (SIMD, one thread) or `cpu`, both with our patches of kernels. Throws
 * `BackendUnavailable`.
 */
export async function startNodeBackend(name: BackendName = 'wasm'): Promise<BackendName> {
  if (name !== 'wasm' && name !== 'cpu') {
    throw penchantError('BackendUnavailable', `backend "${name}" needs a browser; in Node use "wasm" or "cpu"`)
  }
  union.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  if (!(await union.setBackend(name))) throw penchantError('BackendUnavailable', `TF.js could not start "${name}"`)
  if (!patched.has(name)) (name === 'wasm' ? patchWasm : patchCpu)()
  patched.add(name)
  return name
}
