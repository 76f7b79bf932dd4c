import { createRandom } from '@penchant/model'
import { expect, it } from 'vitest'
import { randomizedSvd } from './randomized-svd.ts'

it('finds the singular vectors of a matrix of known factors, under noise', () => {
  const random = createRandom(1)
  const [height, width] = [120, 80]
  // Two orthogonal directions, one of them five times as strong.
  const left = [0, 1].map((k) =>
    Float64Array.from({ length: height }, (_, i) => Math.cos(((k + 1) * Math.PI * (i + 0.5)) / height)),
  )
  const right = [0, 1].map((k) =>
    Float64Array.from({ length: width }, (_, j) => Math.cos(((k + 3) * Math.PI * (j + 0.5)) / width)),
  )
  const columns = Array.from({ length: width }, (_, j) => j)
  const rows = Array.from({ length: height }, (_, i) => ({
    columns,
    values: columns.map((j) => 5 * left[0][i] * right[0][j] + left[1][i] * right[1][j] + 0.01 * random.normal()),
  }))
  const { vectors, values } = randomizedSvd(rows, width, 2, random)
  const norm = (vector: Float64Array) => Math.hypot(...vector)
  for (const k of [0, 1]) {
    let dot = 0
    for (let j = 0; j < width; j++) dot += vectors[j * 2 + k] * (right[k][j] / norm(right[k]))
    expect(Math.abs(dot)).toBeGreaterThan(0.999)
    expect(values[k] / (norm(left[k]) * norm(right[k]))).toBeCloseTo(k === 0 ? 5 : 1, 1)
  }
})

it('has nothing beyond the rank of the matrix', () => {
  const rows = Array.from({ length: 6 }, () => ({ columns: [2], values: [3] }))
  const { vectors, values } = randomizedSvd(rows, 4, 3, createRandom(1))
  expect(values[0]).toBeCloseTo(3 * Math.sqrt(6))
  expect(values[1]).toBeCloseTo(0)
  expect(Math.abs(vectors[2 * 3])).toBeCloseTo(1)
  expect(vectors.every(Number.isFinite)).toBe(true)
})
