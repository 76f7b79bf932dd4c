import type { BackendName } from '@penchant/protocol'
import { engine, type Tensor, tidy } from '@tensorflow/tfjs-core'

/**
 * Runs `compute` with one started backend active. Inference and training may use different
 * backends, and their awaits interleave, so the switch happens here, synchronously, each time:
 * `engine().setBackend` takes effect before its first await when the backend exists already.
 *
 * Everything but the returned tensors is disposed of.
 */
export function runOn<T extends Tensor | Tensor[] | { [name: string]: Tensor }>(
  backend: BackendName,
  compute: () => T,
): T {
  if (engine().backendName !== backend) void engine().setBackend(backend)
  return tidy(compute) as T
}
