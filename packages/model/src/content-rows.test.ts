import { describe, expect, it } from 'vitest'
import { encodeCheckpoint } from './checkpoint.ts'
import { decodeContentRows } from './content-rows.ts'
import type { ItemPipeline } from './item-pipeline.ts'

const PIPELINE: ItemPipeline = [
  { kind: 'category', name: 'brand', values: ['Aroma'] },
  { kind: 'price', bounds: { '': [10, 100] }, buckets: 8 },
  { kind: 'number', name: 'weight', bounds: [1, 2] },
  { kind: 'title', idf: [1, 0.5] },
]
const SIZE = 2 + 9 + 4 + 2
/** A tower file of rows of two numbers, with any pipeline. */
const fileOf = (pipeline: unknown) =>
  encodeCheckpoint({
    meta: { pipeline, dimension: 2 } as never,
    arrays: {
      words: new Int32Array(Math.ceil((2 * SIZE) / 4)).fill(0x01010101),
      scales: new Float32Array(SIZE).fill(1),
    },
  })
const withField = (i: number, change: object) =>
  fileOf(PIPELINE.map((field, j) => (i === j ? { ...field, ...change } : field)))

describe('decodeContentRows', () => {
  it('makes a unit row of what is known, and none of values that training had not', () => {
    const rowOf = decodeContentRows(fileOf(PIPELINE), 2)
    expect(Math.hypot(...rowOf({ brand: 'Aroma' })!)).toBeCloseTo(1)
    expect(rowOf({ brand: 'Else', price: Number.NaN, attributes: { weight: 'heavy' }, title: '' })).toBeNull()
  })

  it.each([
    ['pipeline', fileOf('brand')],
    ['"pipeline[1].kind" is undefined', fileOf([PIPELINE[0], null])],
    // What a newer trainer may write.
    ['"pipeline[3].kind" is "picture", and this version knows path, category', withField(3, { kind: 'picture' })],
    ['"pipeline[0].name"', withField(0, { name: 7 })],
    ['"pipeline[0].values"', withField(0, { values: ['Aroma', null] })],
    ['"pipeline[1].bounds"', withField(1, { bounds: [10] })],
    ['"pipeline[1].bounds"', withField(1, { bounds: { '': ['10'] } })],
    ['"pipeline[1].buckets"', withField(1, { buckets: 2 })],
    ['"pipeline[2].bounds"', withField(2, { bounds: { '': [1] } })],
    ['"pipeline[3].idf"', withField(3, { idf: [] })],
    ['does not fit the model', withField(3, { idf: [1] })],
  ])('refuses a file whose %s is wrong, with field and remedy', (problem, bytes) => {
    const says = new RegExp(
      `the tower file.*${problem.replace(/[[\]]/g, '\\$&')}.*(publish the model again|take the version)`,
    )
    expect(() => decodeContentRows(bytes, 2)).toThrow(
      expect.objectContaining({ name: 'ModelInvalid', message: expect.stringMatching(says) }),
    )
  })
})
