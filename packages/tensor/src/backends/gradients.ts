import { type GradConfig, registerGradient } from '@tensorflow/tfjs-core'
import { addGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Add_grad.js'
import { batchMatMulGradConfig } from '@tensorflow/tfjs-core/dist/gradients/BatchMatMul_grad.js'
import { castGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Cast_grad.js'
import { concatGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Concat_grad.js'
import { expandDimsGradConfig } from '@tensorflow/tfjs-core/dist/gradients/ExpandDims_grad.js'
import { gatherGradConfig } from '@tensorflow/tfjs-core/dist/gradients/GatherV2_grad.js'
import { identityGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Identity_grad.js'
import { logGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Log_grad.js'
import { meanGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Mean_grad.js'
import { multiplyGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Multiply_grad.js'
import { negGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Neg_grad.js'
import { divGradConfig } from '@tensorflow/tfjs-core/dist/gradients/RealDiv_grad.js'
import { reluGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Relu_grad.js'
import { reshapeGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Reshape_grad.js'
import { rsqrtGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Rsqrt_grad.js'
import { sigmoidGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sigmoid_grad.js'
import { sliceGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Slice_grad.js'
import { softmaxGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Softmax_grad.js'
import { splitVGradConfig } from '@tensorflow/tfjs-core/dist/gradients/SplitV_grad.js'
import { squareGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Square_grad.js'
import { subGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sub_grad.js'
import { sumGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sum_grad.js'
import { transposeGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Transpose_grad.js'

// '@tensorflow/tfjs-core' alone registers no gradient; these are the ones that our model's tape needs.
const gradients: GradConfig[] = [
  addGradConfig,
  batchMatMulGradConfig,
  castGradConfig,
  concatGradConfig,
  expandDimsGradConfig,
  gatherGradConfig,
  identityGradConfig,
  logGradConfig,
  meanGradConfig,
  multiplyGradConfig,
  negGradConfig,
  divGradConfig,
  reluGradConfig,
  reshapeGradConfig,
  rsqrtGradConfig,
  sigmoidGradConfig,
  sliceGradConfig,
  softmaxGradConfig,
  splitVGradConfig,
  squareGradConfig,
  subGradConfig,
  sumGradConfig,
  transposeGradConfig,
]

let registered = false

export function registerGradients(): void {
  if (registered) return
  registered = true
  for (const gradient of gradients) registerGradient(gradient)
}
