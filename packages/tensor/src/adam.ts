/**
 * Adam (Kingma & Ba 2015, https://arxiv.org/abs/1412.6980) on plain arrays. Ours and not TF.js's:
 * the weights' home is the typed array, rows of the item table are updated only where the batch
 * touched them, and TF.js's default epsilon differs by backend (1e-4 on WebGL, 1e-7 elsewhere).
 */
export interface AdamOptions {
  /** Step size, per step. */
  learningRate: number
  /** Decay of the first moment. Default 0.9. */
  beta1?: number
  /** Decay of the second moment. Default 0.999. */
  beta2?: number
  /** Default 1e-7. */
  epsilon?: number
}

export interface AdamState {
  /** Steps taken, counted once a block so that a rarely touched row is bias-corrected by its own age. */
  steps: Int32Array
  mean: Float32Array
  variance: Float32Array
  /** Elements a block: the width of a row, or the length of the whole array. */
  block: number
}

/** State for an array of `length` elements in blocks of `block` (default: one block). */
export function createAdam(length: number, block = length): AdamState {
  return {
    steps: new Int32Array(length / block),
    mean: new Float32Array(length),
    variance: new Float32Array(length),
    block,
  }
}

/**
 * One step in place on the blocks named by `blocks` (default: all), with `gradient` holding those
 * blocks one after the other.
 */
export function adamStep(
  values: Float32Array,
  gradient: Float32Array,
  state: AdamState,
  options: AdamOptions,
  blocks?: ArrayLike<number>,
): void {
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options
  const { steps, mean, variance, block } = state
  const count = blocks ? blocks.length : steps.length
  for (let k = 0; k < count; k++) {
    const b = blocks ? blocks[k] : k
    const t = ++steps[b]
    const rate = (learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t)
    // Scaled like the variance's bias correction, so that this is the paper's √v̂ + ε exactly.
    const floor = epsilon * Math.sqrt(1 - beta2 ** t)
    for (let i = b * block, g = k * block, end = i + block; i < end; i++, g++) {
      const slope = gradient[g]
      mean[i] = beta1 * mean[i] + (1 - beta1) * slope
      variance[i] = beta2 * variance[i] + (1 - beta2) * slope * slope
      values[i] -= (rate * mean[i]) / (Math.sqrt(variance[i]) + floor)
    }
  }
}
