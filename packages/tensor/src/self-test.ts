import type { BackendName } from '@penchant/protocol'
import * as tf from '@tensorflow/tfjs-core'
import { adamStep, createAdam } from './adam.ts'
import { readTensor } from './read-tensor.ts'
import { runOn } from './run-on.ts'

/**
 * What a correct backend answers: the first loss, the norm of its gradient, and the loss after three
 * steps of Adam, of a 20-row attention model. Computed on the plain JavaScript backend.
 */
const ANSWERS = [6.3658013, 3.7509476, 3.9230895]
const TOLERANCE = 1e-3

const ROWS = 20
const WIDTH = 8
const IDS = [3, 7, 19, 0, 11, 5]

/**
 * Some GPUs compute wrongly and say nothing (tfjs #8590: gradients of zero; `addN` of eight tensors on
 * WebGPU). So before a backend may answer or learn, it runs a forward pass, a gradient and three
 * optimiser steps against stored answers. Rejects with the difference.
 */
export async function selfTest(backend: BackendName): Promise<void> {
  const found = await selfTestAnswers(backend)
  for (let i = 0; i < ANSWERS.length; i++) {
    const difference = Math.abs(found[i] - ANSWERS[i])
    if (!(difference <= TOLERANCE * Math.max(1, Math.abs(ANSWERS[i])))) {
      throw new Error(`self-test: answer ${i} is ${found[i]} and should be ${ANSWERS[i]}`)
    }
  }
}

/** The numbers that `selfTest` compares. */
export async function selfTestAnswers(backend: BackendName): Promise<number[]> {
  const values = new Float32Array(ROWS * WIDTH + WIDTH * 3 * WIDTH)
  // A fixed pattern without a random generator: irrational steps leave no two values alike.
  for (let i = 0; i < values.length; i++) values[i] = Math.sin(i * 1.618) * 0.5
  const adam = createAdam(values.length)
  const losses: number[] = []
  let norm = 0
  for (let step = 0; step <= 3; step++) {
    const { loss, gradient } = await lossAndGradient(values, backend)
    losses.push(loss)
    if (step === 0) norm = Math.sqrt(gradient.reduce((sum, each) => sum + each * each, 0))
    adamStep(values, gradient, adam, { learningRate: 0.05 })
  }
  return [losses[0], norm, losses[3]]
}

async function lossAndGradient(values: Float32Array, backend: BackendName) {
  const split = ROWS * WIDTH
  const flat = runOn(backend, () => {
    const table = tf.tensor2d(values.subarray(0, split), [ROWS, WIDTH])
    const weights = tf.tensor2d(values.subarray(split), [WIDTH, 3 * WIDTH])
    const { value, grads } = tf.valueAndGrads((t: tf.Tensor, w: tf.Tensor) => {
      const unit = tf.mul(t, tf.rsqrt(tf.add(tf.sum(tf.square(t), -1, true), 1e-12)))
      const x = tf.gather(unit, tf.tensor1d(IDS, 'int32')) as tf.Tensor2D
      const [q, k, v] = tf.split(tf.matMul(x, w as tf.Tensor2D), 3, 1) as tf.Tensor2D[]
      const mixed = tf.relu(tf.matMul(tf.softmax(tf.matMul(q, k, false, true)), v)) as tf.Tensor2D
      const centred = tf.sub(tf.add(mixed, x), tf.mean(x, 1, true)) as tf.Tensor2D
      const p = tf.softmax(tf.mul(tf.matMul(centred, unit as tf.Tensor2D, false, true), 4))
      const likelihood = tf.gather(
        tf.reshape(p, [-1]),
        tf.tensor1d(
          IDS.map((_, i) => i * ROWS + IDS[(i + 1) % IDS.length]),
          'int32',
        ),
      )
      return tf.neg(tf.mean(tf.log(likelihood))) as tf.Scalar
    })([table, weights])
    return tf.concat([tf.reshape(value, [1]), ...grads.map((gradient) => tf.reshape(gradient, [-1]))])
  })
  const read = await readTensor(flat, 45_000)
  return { loss: read[0], gradient: read.subarray(1) }
}
