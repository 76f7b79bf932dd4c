import { findBackendFactory, type KernelConfig, registerBackend } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-webgpu/dist/base.js'
import { addConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Add.js'
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/BatchMatMul.js'
import { castConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Cast.js'
import { concatConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Concat.js'
import { expandDimsConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/ExpandDims.js'
import { fillConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Fill.js'
import { gatherV2Config } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/GatherV2.js'
import { identityConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Identity.js'
import { logConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Log.js'
import { maxConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Max.js'
import { meanConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Mean.js'
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Multiply.js'
import { negConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Neg.js'
import { onesLikeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/OnesLike.js'
import { padV2Config } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/PadV2.js'
import { powConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Pow.js'
import { rangeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Range.js'
import { realDivConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/RealDiv.js'
import { reluConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Relu.js'
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Reshape.js'
import { rsqrtConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Rsqrt.js'
import { sigmoidConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sigmoid.js'
import { sliceConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Slice.js'
import { softmaxConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Softmax.js'
import { splitVConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/SplitV.js'
import { squareConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Square.js'
import { stepConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Step.js'
import { subConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sub.js'
import { sumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sum.js'
import { tileConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Tile.js'
import { transposeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Transpose.js'
import { unsortedSegmentSumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/UnsortedSegmentSum.js'
import { zerosLikeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/ZerosLike.js'
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
  unsortedSegmentSumConfig,
  zerosLikeConfig,
]

// The base module registers the backend on import; its factory is kept for the time after a lost device.
const factory = findBackendFactory('webgpu')

export function register(): void {
  if (!findBackendFactory('webgpu') && factory) registerBackend('webgpu', factory, 3)
  registerKernels(kernels)
}
