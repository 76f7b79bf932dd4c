import { getKernel, type KernelConfig, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core'
import { sumSegments } from './sum-segments.ts'

/** The part of the backend that the patch uses. */
interface CpuBackend {
  data: { get(dataId: object): { values: Float32Array | Int32Array } }
  makeTensorInfo(shape: number[], dtype: string, values: Float32Array | Int32Array): TensorInfo
}
interface KernelArguments {
  inputs: { x: TensorInfo; segmentIds: TensorInfo }
  backend: CpuBackend
  attrs: { numSegments: number }
}

/** TF.js' own goes over all rows once a segment, which took more than half of a training step. */
function unsortedSegmentSum({
  inputs: { x, segmentIds },
  backend,
  attrs: { numSegments },
}: KernelArguments): TensorInfo {
  const values = ({ dataId }: TensorInfo) => backend.data.get(dataId).values
  const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)]
  const width = shape.slice(1).reduce((product, each) => product * each, 1)
  const sums = new (x.dtype === 'int32' ? Int32Array : Float32Array)(numSegments * width)
  sumSegments(values(x), values(segmentIds), sums, width)
  return backend.makeTensorInfo(shape, x.dtype, sums)
}

/** Registers it in place of what may be there. */
export function patchCpu(): void {
  const kernel = { kernelName: 'UnsortedSegmentSum', backendName: 'cpu' }
  if (getKernel(kernel.kernelName, kernel.backendName)) unregisterKernel(kernel.kernelName, kernel.backendName)
  registerKernel({ ...kernel, kernelFunc: unsortedSegmentSum as unknown as KernelConfig['kernelFunc'] })
}
