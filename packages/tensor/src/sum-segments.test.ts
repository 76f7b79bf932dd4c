import * as union from '@tensorflow/tfjs'
import { expect, it } from 'vitest'
import { startNodeBackend } from './node.ts'

it.each(['cpu', 'wasm'] as const)('sums rows by the number of their segment on %s', async (backend) => {
  await startNodeBackend(backend)
  // Segment 2 has no row, row 3 no segment.
  const numbers = union.tensor1d([1, 0, 1, -1, 3], 'int32')
  const rows = union.tensor2d([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [5, 2])
  const sums = union.unsortedSegmentSum(rows, numbers, 4)
  expect(sums.arraySync()).toEqual([
    [3, 4],
    [6, 8],
    [0, 0],
    [9, 10],
  ])
  const whole = union.tensor1d([1, 2, 3, 4, 5], 'int32')
  const counted = union.unsortedSegmentSum(whole, numbers, 4)
  expect([counted.dtype, ...counted.dataSync()]).toEqual(['int32', 2, 4, 0, 5])
})

it('has the gradient of gather that a sum by hand has', async () => {
  await startNodeBackend('cpu')
  const table = union.tensor2d([1, 2, 3, 4], [2, 2])
  const gradient = union.grad((x) => union.sum(union.mul(union.gather(x, [0, 1, 0]), [[1], [10], [100]])))(table)
  expect(gradient.arraySync()).toEqual([
    [101, 101],
    [10, 10],
  ])
})
