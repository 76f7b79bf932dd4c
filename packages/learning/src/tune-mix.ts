import { MIX_WEIGHTS } from '@penchant/ranking'
import { adamStep, createAdam } from '@penchant/tensor'
import type { MixCase } from './mix-cases.ts'

export const TUNE_STEPS = 12
const LEARNING_RATE = 0.1
/** A factor of this many e-folds is as good as none or as all. */
const LARGEST = 2

/**
 * The visitor's own factors on the weights of the score's parts: a listwise softmax over the candidates of each place,
 * pulled towards the shop's weights, a few steps of Adam. The gradient is written out: six numbers are no work for a
 * backend.
 *
 * @param sharpness of the softmax: logits are `sharpness` · score
 * @param pull weight of the squared distance to the shop's mix, against one place's loss
 * @returns logarithms of the factors, in the order of `MIX_WEIGHTS`
 */
export function tuneMix(cases: readonly MixCase[], sharpness: number, pull: number): Float32Array<ArrayBuffer> {
  const count = MIX_WEIGHTS.length
  const factors = new Float32Array(count)
  const adam = createAdam(count)
  for (let step = 0; step < TUNE_STEPS; step++) {
    const gradient = new Float32Array(count)
    for (const each of cases) addGradient(each, factors, sharpness, gradient)
    for (let k = 0; k < count; k++) {
      gradient[k] = (gradient[k] + 2 * pull * factors[k]) / Math.max(1, cases.length)
    }
    adamStep(factors, gradient, adam, { learningRate: LEARNING_RATE })
    for (let k = 0; k < count; k++) factors[k] = Math.min(LARGEST, Math.max(-LARGEST, factors[k]))
  }
  return factors
}

/** ∂/∂θ_k of −Σ t·log softmax(sharpness · score), where part k weighs e^θ_k times the shop's weight. */
function addGradient(
  { model, parts, targets }: MixCase,
  logFactors: Float32Array,
  sharpness: number,
  into: Float32Array,
) {
  const count = logFactors.length
  const factors = Float64Array.from(logFactors, Math.exp)
  const logits = model.map((value, i) => {
    let score = value
    for (let k = 0; k < count; k++) score += factors[k] * parts[i * count + k]
    return sharpness * score
  })
  const largest = logits.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY)
  const exponentials = logits.map((each) => Math.exp(each - largest))
  const sum = exponentials.reduce((total, each) => total + each, 0)
  for (let i = 0; i < model.length; i++) {
    const error = exponentials[i] / sum - targets[i]
    for (let k = 0; k < count; k++) into[k] += sharpness * error * factors[k] * parts[i * count + k]
  }
}
