import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base.js'
import { addConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add.js'
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/BatchMatMul.js'
import { castConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Cast.js'
import { concatConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Concat.js'
import { expandDimsConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/ExpandDims.js'
import { fillConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Fill.js'
import { gatherV2Config } from '@tensorflow/tfjs-backend-wasm/dist/kernels/GatherV2.js'
import { identityConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity.js'
import { logConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Log.js'
import { maxConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Max.js'
import { meanConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Mean.js'
import { multiplyConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply.js'
import { negConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Neg.js'
import { onesLikeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/OnesLike.js'
import { padV2Config } from '@tensorflow/tfjs-backend-wasm/dist/kernels/PadV2.js'
import { powConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Pow.js'
import { rangeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Range.js'
import { realDivConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/RealDiv.js'
import { reluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu.js'
import { reshapeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape.js'
import { rsqrtConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Rsqrt.js'
import { sigmoidConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sigmoid.js'
import { sliceConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Slice.js'
import { softmaxConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Softmax.js'
import { splitVConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/SplitV.js'
import { squareConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Square.js'
import { stepConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Step.js'
import { subConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sub.js'
import { sumConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sum.js'
import { tileConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Tile.js'
import { transposeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Transpose.js'
import { zerosLikeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/ZerosLike.js'
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { env, type KernelConfig } from '@tensorflow/tfjs-core'
import { patchWasm } from '../wasm-patches.ts'
import { registerKernels } from './register-kernels.ts'

const kernels: KernelConfig[] = [
  addConfig,
  batchMatMulConfig,
  castConfig,
  concatConfig,
  expandDimsConfig,
  fillConfig,
  gatherV2Config,
  identityConfig,
  logConfig,
  maxConfig,
  meanConfig,
  multiplyConfig,
  negConfig,
  onesLikeConfig,
  padV2Config,
  powConfig,
  rangeConfig,
  realDivConfig,
  reluConfig,
  reshapeConfig,
  rsqrtConfig,
  sigmoidConfig,
  sliceConfig,
  softmaxConfig,
  splitVConfig,
  squareConfig,
  stepConfig,
  subConfig,
  sumConfig,
  tileConfig,
  transposeConfig,
  zerosLikeConfig,
]

let registered = false

/** The smallest module. */
const NOTHING = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])

/** One thread with SIMD where the browser has it; the base module registers the backend on import. */
export function register(): void {
  if (registered) return
  // Where a page's policy forbids WebAssembly this throws one sentence; TF.js would put six warnings on the page's console.
  new WebAssembly.Module(NOTHING)
  registered = true
  // The threaded glue does not survive minification (tfjs #4539), and was not faster where it ran.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  })
  registerKernels(kernels)
  patchWasm()
}
