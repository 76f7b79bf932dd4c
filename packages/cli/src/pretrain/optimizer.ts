import type { OptimizerName } from '@penchant/model'
import { adagradStep, adamStep, createAdagrad, createAdam } from '@penchant/tensor'

/** A method of descent with what it remembers of one array. */
export interface Optimizer {
  /** One step in place on `blocks` (default: all), `gradient` holding those blocks one after the other. */
  step(values: Float32Array, gradient: Float32Array, learningRate: number, blocks?: ArrayLike<number>): void
  /** All that it remembers, for a checkpoint: written into to restore it. */
  readonly memory: Record<string, Float32Array | Int32Array>
}

/** @param block elements a block: the width of a row, or by default the whole array */
export function createOptimizer(name: OptimizerName, length: number, block: number = length): Optimizer {
  if (name === 'adagrad') {
    const state = createAdagrad(length, block)
    return {
      step: (values, gradient, learningRate, blocks) => adagradStep(values, gradient, state, learningRate, blocks),
      memory: { squares: state.squares },
    }
  }
  const state = createAdam(length, block)
  const { steps, mean, variance } = state
  return {
    step: (values, gradient, learningRate, blocks) => adamStep(values, gradient, state, { learningRate }, blocks),
    memory: { steps, mean, variance },
  }
}
