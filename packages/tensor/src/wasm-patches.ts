import { getKernel, type KernelConfig, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core'
import { sumSegments } from './sum-segments.ts'

/** The part of the WASM backend that the patches use; its class is not exported with types. */
interface WasmBackend {
  makeOutput(shape: number[], dtype: string): TensorInfo
  typedArrayFromHeap(tensor: TensorInfo): Float32Array | Int32Array
  disposeData(dataId: object): boolean
  incRef(dataId: object): void
}
type KernelArguments = {
  inputs: Record<string, TensorInfo>
  backend: WasmBackend
  attrs: Record<string, unknown>
}
const kernel = (name: string, kernelFunc: (given: KernelArguments) => TensorInfo): KernelConfig => ({
  kernelName: name,
  backendName: 'wasm',
  kernelFunc: kernelFunc as unknown as KernelConfig['kernelFunc'],
})
const call = (config: KernelConfig, given: KernelArguments): TensorInfo =>
  (config.kernelFunc as unknown as (given: KernelArguments) => TensorInfo)(given)

const size = (shape: number[]): number => shape.reduce((product, each) => product * each, 1)

/** The gradient of `gather`, which TF.js' WASM backend lacks (tfjs #8082). */
function unsortedSegmentSum({ inputs, backend, attrs }: KernelArguments): TensorInfo {
  const { x, segmentIds } = inputs
  const segments = attrs.numSegments as number
  const rank = segmentIds.shape.length
  const width = size(x.shape.slice(rank))
  const output = backend.makeOutput([segments, ...x.shape.slice(rank)], x.dtype)
  const from = backend.typedArrayFromHeap(x)
  const ids = backend.typedArrayFromHeap(segmentIds)
  sumSegments(from, ids, backend.typedArrayFromHeap(output), width)
  return output
}

/**
 * XNNPACK is used for untransposed operands only: a matMul with a transposed one is about eleven
 * times slower, and every matMul gradient is one. So transpose first. Products with few rows keep the
 * original path, where copying the big operand would cost more than it saves.
 */
function transposeFirst(original: KernelConfig): (given: KernelArguments) => TensorInfo {
  const transposeKernel = getKernel('Transpose', 'wasm')
  const FEW_ROWS = 8
  return ({ inputs, backend, attrs }) => {
    const { a, b } = inputs
    const transposeA = attrs.transposeA as boolean
    const transposeB = attrs.transposeB as boolean
    const rows = transposeA ? a.shape[a.shape.length - 1] : a.shape[a.shape.length - 2]
    if ((!transposeA && !transposeB) || rows < FEW_ROWS) return call(original, { inputs, backend, attrs })
    const temporary: TensorInfo[] = []
    const transposed = (x: TensorInfo): TensorInfo => {
      const perm = [...x.shape.keys()]
      perm.push(...perm.splice(-2).reverse())
      const result = call(transposeKernel, { inputs: { x }, backend, attrs: { perm } })
      temporary.push(result)
      return result
    }
    const output = call(original, {
      inputs: { a: transposeA ? transposed(a) : a, b: transposeB ? transposed(b) : b },
      backend,
      attrs: { transposeA: false, transposeB: false },
    })
    for (const each of temporary) backend.disposeData(each.dataId)
    return output
  }
}

/** TF.js' WASM identity copies; every other backend shares the data, and so does its own reshape. */
function identity({ inputs: { x }, backend }: KernelArguments): TensorInfo {
  backend.incRef(x.dataId)
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype }
}

/**
 * Rows by number. The original walks element by element with strides, thirty times slower than a
 * copy of whole rows; all our gathers are of whole rows.
 */
function gatherRows(original: KernelConfig): (given: KernelArguments) => TensorInfo {
  return (given) => {
    const { inputs, backend, attrs } = given
    const { x, indices } = inputs
    if (attrs.axis !== 0 || attrs.batchDims || (x.dtype !== 'float32' && x.dtype !== 'int32'))
      return call(original, given)
    const width = size(x.shape.slice(1))
    const output = backend.makeOutput([...indices.shape, ...x.shape.slice(1)], x.dtype)
    // Views are taken after the allocation, which may have moved the heap.
    const from = backend.typedArrayFromHeap(x)
    const ids = backend.typedArrayFromHeap(indices)
    const to = backend.typedArrayFromHeap(output)
    for (let i = 0; i < ids.length; i++) {
      const row = ids[i]
      if (row < 0 || row >= x.shape[0]) throw new RangeError(`gather: row ${row} is not in [0, ${x.shape[0] - 1}]`)
      to.set(from.subarray(row * width, (row + 1) * width), i * width)
    }
    return output
  }
}

/** What the backend lacks, and without which nothing that gathers can be trained. */
export const unsortedSegmentSumKernel = kernel('UnsortedSegmentSum', unsortedSegmentSum)

/** Registers all patches; safe to call once per process, after the WASM kernels are registered. */
export function patchWasm(): void {
  if (!getKernel('UnsortedSegmentSum', 'wasm')) registerKernel(unsortedSegmentSumKernel)
  replace('Identity', () => identity)
  replace('GatherV2', gatherRows)
  replace('BatchMatMul', transposeFirst)
}

function replace(name: string, patch: (original: KernelConfig) => (given: KernelArguments) => TensorInfo): void {
  const original = getKernel(name, 'wasm')
  unregisterKernel(name, 'wasm')
  registerKernel({ ...original, ...kernel(name, patch(original)) })
}
