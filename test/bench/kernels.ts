/**
 * The WASM kernels that we replace, each beside the stock one, at the sizes of a pretraining step.
 * npm run bench:kernels
 */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { patchWasm } from '../../packages/tensor/src/wasm-patches.ts'

const P = 800
const C = 2800
const D = 64
const REPEATS = 12

await tf.setBackend('wasm')
const queries = tf.randomNormal([P, D]) as tf.Tensor2D
const candidates = tf.randomNormal([C, D]) as tf.Tensor2D
const weights = tf.randomUniform([P, C]) as tf.Tensor2D
const ids = tf.tensor1d(
  Int32Array.from({ length: P }, (_, i) => (i * 7919) % C),
  'int32',
)
const operations: [string, () => tf.Tensor][] = [
  // The big operand is new at each call, as it is in training: XNNPACK packs a second operand when it first sees it.
  [`[${P},${D}] × [${C},${D}]ᵀ`, () => tf.matMul(queries, tf.add(candidates, 0) as tf.Tensor2D, false, true)],
  [`[${P},${C}]ᵀ × [${P},${D}]`, () => tf.matMul(tf.add(weights, 0) as tf.Tensor2D, queries, true, false)],
  [`gather ${P} of ${C} rows`, () => tf.gather(candidates, ids)],
  [`identity [${C},${D}]`, () => tf.engine().runKernel('Identity', { x: candidates }) as tf.Tensor],
]

const stock = operations.map(([, run]) => time(run))
patchWasm()
console.log(`one thread, Node ${process.version}, milliseconds, best of ${REPEATS}`)
console.log('operation'.padEnd(30), 'stock'.padStart(9), 'ours'.padStart(9), 'stock / ours'.padStart(14))
operations.forEach(([name, run], i) => {
  const ours = time(run)
  console.log(
    name.padEnd(30),
    stock[i].toFixed(2).padStart(9),
    ours.toFixed(2).padStart(9),
    (stock[i] / ours).toFixed(1).padStart(14),
  )
})
console.log('UnsortedSegmentSum, the gradient of gather, does not exist in the stock backend.')

function time(run: () => tf.Tensor): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < REPEATS; i++) {
    tf.tidy(() => {
      const start = performance.now()
      run()
      best = Math.min(best, performance.now() - start)
    })
  }
  return best
}
