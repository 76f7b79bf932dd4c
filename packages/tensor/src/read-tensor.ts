import type { Tensor } from '@tensorflow/tfjs-core'
import { withTimeout } from './with-timeout.ts'

/** Copies a float tensor's values to the host and disposes of the tensor. Default time-out 5 s. */
export async function readTensor(tensor: Tensor, milliseconds = 5000): Promise<Float32Array> {
  try {
    // slice(): the WASM backend hands out a view of its heap, which the next allocation may move.
    return ((await withTimeout(tensor.data(), milliseconds, 'reading a tensor back')) as Float32Array).slice()
  } finally {
    tensor.dispose()
  }
}
