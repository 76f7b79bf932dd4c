import type { KernelConfig } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu/dist/base.js'
import { addConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Add.js'
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/BatchMatMul.js'
import { castConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Cast.js'
import { concatConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Concat.js'
import { expandDimsConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/ExpandDims.js'
import { fillConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Fill.js'
import { gatherV2Config } from '@tensorflow/tfjs-backend-cpu/dist/kernels/GatherV2.js'
import { identityConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Identity.js'
import { logConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Log.js'
import { maxConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Max.js'
import { meanConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Mean.js'
import { multiplyConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Multiply.js'
import { negConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Neg.js'
import { onesLikeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/OnesLike.js'
import { padV2Config } from '@tensorflow/tfjs-backend-cpu/dist/kernels/PadV2.js'
import { powConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Pow.js'
import { rangeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Range.js'
import { realDivConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/RealDiv.js'
import { reluConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Relu.js'
import { reshapeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Reshape.js'
import { rsqrtConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Rsqrt.js'
import { sigmoidConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sigmoid.js'
import { sliceConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Slice.js'
import { softmaxConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Softmax.js'
import { splitVConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/SplitV.js'
import { squareConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Square.js'
import { stepConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Step.js'
import { subConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sub.js'
import { sumConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sum.js'
import { tileConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Tile.js'
import { transposeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Transpose.js'
import { zerosLikeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/ZerosLike.js'
import { patchCpu } from '../cpu-patches.ts'
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

/** Plain JavaScript: always there, and the measure that the others are tested against. */
export function register(): void {
  registerKernels(kernels)
  patchCpu()
}
